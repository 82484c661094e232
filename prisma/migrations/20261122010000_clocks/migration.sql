-- Clocks of customers and leads, locks, extensions, and why a record was taken back.
alter table "lead"
  add column "held_since" timestamptz(3),
  add column "sign_due" timestamptz(3),
  add column "follow_kept" timestamptz(3),
  add column "sign_kept" timestamptz(3),
  add column "follow_remind" timestamptz(3),
  add column "sign_remind" timestamptz(3),
  add column "follow_reminded" timestamptz(3),
  add column "sign_reminded" timestamptz(3),
  add column "extension_asked_at" timestamptz(3),
  add column "locked_at" timestamptz(3),
  add column "locked_by_id" uuid;
alter table "customer"
  add column "held_since" timestamptz(3),
  add column "sign_due" timestamptz(3),
  add column "follow_kept" timestamptz(3),
  add column "sign_kept" timestamptz(3),
  add column "follow_remind" timestamptz(3),
  add column "sign_remind" timestamptz(3),
  add column "follow_reminded" timestamptz(3),
  add column "sign_reminded" timestamptz(3),
  add column "extension_asked_at" timestamptz(3),
  add column "locked_at" timestamptz(3),
  add column "deal_at" timestamptz(3),
  add column "dormant_since" timestamptz(3),
  add column "dormant_due" timestamptz(3),
  add column "dormant_kept" timestamptz(3),
  add column "locked_by_id" uuid;
alter table "pool"
  add column "recycle_cooperating" boolean not null default false,
  add column "deal_days" integer,
  add column "dormant_days" integer,
  add column "remind_follow_days" integer,
  add column "remind_deal_days" integer,
  add column "lock_limit" integer,
  add column "rewinding" boolean not null default false;
create index "lead_sign_due_idx" on "lead" ("sign_due") where "sign_due" is not null;
create index "lead_follow_remind_idx" on "lead" ("follow_remind") where "follow_remind" is not null;
create index "lead_sign_remind_idx" on "lead" ("sign_remind") where "sign_remind" is not null;
create index "customer_sign_due_idx" on "customer" ("sign_due") where "sign_due" is not null;
create index "customer_follow_remind_idx" on "customer" ("follow_remind") where "follow_remind" is not null;
create index "customer_sign_remind_idx" on "customer" ("sign_remind") where "sign_remind" is not null;
create index "customer_dormant_due_idx" on "customer" ("dormant_due") where "dormant_due" is not null;
create table "recycling" (
  "id" uuid not null,
  "object" text not null,
  "record_id" uuid not null,
  "pool_id" uuid not null,
  "pool_name" text not null,
  "owner_id" uuid not null,
  "rule" text not null,
  "days" integer not null,
  "cause" text not null,
  "since" timestamptz(3) not null,
  "due" timestamptz(3) not null,
  "at" timestamptz(3) not null,
  constraint "recycling_pkey" primary key ("id")
);
create index "recycling_object_record_id_at_idx" on "recycling" ("object", "record_id", "at" desc);
create table "extension_request" (
  "id" uuid not null,
  "object" text not null,
  "record_id" uuid not null,
  "asker_id" uuid not null,
  "approvers" uuid[],
  "clock" text not null,
  "days" integer not null,
  "reason" text not null,
  "state" text not null default 'pending',
  "decider_id" uuid,
  "comment" text,
  "created_at" timestamptz(3) not null,
  "decided_at" timestamptz(3),
  constraint "extension_request_pkey" primary key ("id")
);
create index "extension_request_object_record_id_state_idx" on "extension_request" ("object", "record_id", "state");
create index "extension_request_approvers_idx" on "extension_request" using gin ("approvers");
-- What is held already counts from when it was given.
update "customer" r set "held_since" = coalesce((select max(h."at") from "holding" h
  where h."object" = 'customer' and h."record_id" = r."id" and h."ended_at" is null), r."created_at")
where r."owner_id" is not null;
update "lead" r set "held_since" = coalesce((select max(h."at") from "holding" h
  where h."object" = 'lead' and h."record_id" = r."id" and h."ended_at" is null), r."created_at")
where r."owner_id" is not null;
update "customer" r set "deal_at" = coalesce((select max(a."decided_at") from "approval" a
  join "contract" c on c."id" = a."record_id" where a."object" = 'contract' and a."state" = 'agreed'
    and c."customer_id" = r."id"), r."updated_at")
where r."stage" = 'cooperating';
