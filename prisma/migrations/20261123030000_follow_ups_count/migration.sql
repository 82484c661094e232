-- Follow-ups on contacts and contracts count for their customer: so do those that were written before. Deadlines that run follow the
-- later moment; none comes earlier. Only customers with such a follow-up are written.
with "last" as (
  select "customer_id", max("at") as "at" from (
    select "r"."customer_id", max("f"."created_at") as "at" from "contact" "r"
    join "follow_up" "f" on "f"."record_object" = 'contact' and "f"."record_id" = "r"."id" and "f"."deleted_at" is null
    where "r"."deleted_at" is null group by "r"."customer_id"
    union all
    select "r"."customer_id", max("f"."created_at") from "contract" "r"
    join "follow_up" "f" on "f"."record_object" = 'contract' and "f"."record_id" = "r"."id" and "f"."deleted_at" is null
    where "r"."deleted_at" is null group by "r"."customer_id"
  ) "below" group by "customer_id"
)
update "customer" "c" set
  "last_follow_at" = "l"."at",
  "follow_due" = case when "c"."follow_due" is not null
    then greatest("c"."follow_due", "l"."at" + make_interval(days => "p"."recycle_days")) end,
  "follow_remind" = case when "c"."follow_remind" is not null
    then greatest("c"."follow_remind", "l"."at" + make_interval(days => "p"."remind_follow_days")) end,
  "dormant_due" = case when "c"."dormant_due" is not null
    then greatest("c"."dormant_due", "l"."at" + make_interval(days => "p"."dormant_days")) end
from "last" "l"
join "customer" "k" on "k"."id" = "l"."customer_id"
left join "pool" "p" on "p"."id" = coalesce("k"."pool_id", (select "d"."id" from "pool" "d" where "d"."is_default"
    and "d"."kind" = 'customer' and "d"."deleted_at" is null order by "d"."id" limit 1))
where "c"."id" = "k"."id" and ("c"."last_follow_at" is null or "c"."last_follow_at" < "l"."at");
