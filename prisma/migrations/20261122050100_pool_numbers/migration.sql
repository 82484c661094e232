-- Customer pools and lead pools are counted apart; customer pools go on where all pools were.
INSERT INTO "number_counter" ("object", "period", "value")
SELECT 'pool.customer', "period", "value" FROM "number_counter" WHERE "object" = 'pool'
ON CONFLICT DO NOTHING;
