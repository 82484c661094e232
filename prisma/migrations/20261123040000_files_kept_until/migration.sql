-- Files of the company's own making go after a while; files that people brought stay.
ALTER TABLE "stored_file" ADD COLUMN "kept_until" TIMESTAMPTZ(3);

CREATE INDEX "stored_file_kept_until_idx" ON "stored_file"("kept_until");

-- Exports that stand already are kept as long as new ones.
UPDATE "stored_file" f SET "kept_until" = f."created_at" + interval '30 days'
FROM "operation" o WHERE o."kind" = 'export' AND o."result" -> 'file' ->> 'id' = f."id"::text;
UPDATE "operation" o SET "result" = jsonb_set(o."result", '{file,until}',
  to_jsonb(to_char(f."kept_until" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
FROM "stored_file" f WHERE o."kind" = 'export' AND o."result" -> 'file' ->> 'id' = f."id"::text;
