-- Who was recommended by a customer says by which one.
alter table "lead" add column "referring_customer_id" uuid;
alter table "customer" add column "referring_customer_id" uuid;
create index "lead_referring_customer_id_idx" on "lead" ("referring_customer_id");
create index "customer_referring_customer_id_idx" on "customer" ("referring_customer_id");
