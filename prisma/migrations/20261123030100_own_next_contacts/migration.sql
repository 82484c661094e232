-- What somebody has agreed on for themselves is looked up by its moment.
create index "follow_up_created_by_next_contact_at_idx" on "follow_up" ("created_by", "next_contact_at");
