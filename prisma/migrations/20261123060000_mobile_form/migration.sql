-- One form of a number: as it signs in and is compared; see normaliseMobile.
with "digits" as (
  select "id", normalize("mobile", NFKC) as "text", regexp_replace(normalize("mobile", NFKC), '\D', '', 'g') as "number"
  from "employee" where "mobile" is not null
)
update "employee" "e" set "mobile" = case
    when "d"."number" = '' then null
    when "d"."number" ~ '^(?:0086|86)(?:1\d{10}|0\d{9,11})$' then regexp_replace("d"."number", '^(?:0086|86)', '')
    when "d"."number" ~ '^00' then '+' || substr("d"."number", 3)
    when btrim("d"."text") ~ '^\+' then '+' || "d"."number"
    else "d"."number" end
from "digits" "d" where "e"."id" = "d"."id";
