-- Nothing waits for a word for ever: asks for more days lapse, reviews are reminded of and rise to whoever stands above.
alter table "extension_request"
  add column "lapses_at" timestamptz(3),
  add column "reminded_at" timestamptz(3);
update "extension_request" set "lapses_at" = "created_at" + interval '7 days';
alter table "extension_request" alter column "lapses_at" set not null;
create index "extension_request_state_lapses_at_idx" on "extension_request" ("state", "lapses_at");

alter table "pool_review"
  add column "raised_at" timestamptz(3),
  add column "reminded_at" timestamptz(3);
create index "pool_review_state_created_at_idx" on "pool_review" ("state", "created_at");

-- What was asked for a record that has changed hands, or was decided otherwise, is over.
update "extension_request" q set "state" = 'void', "decided_at" = q."created_at"
where q."state" = 'pending'
  and not exists (select 1 from "customer" r where q."object" = 'customer' and r."id" = q."record_id"
    and r."owner_id" = q."asker_id" and r."extension_asked_at" is not null and r."deleted_at" is null)
  and not exists (select 1 from "lead" r where q."object" = 'lead' and r."id" = q."record_id"
    and r."owner_id" = q."asker_id" and r."extension_asked_at" is not null and r."deleted_at" is null);
