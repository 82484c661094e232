-- Notes that the system writes are kept as keys with parameters, and read in the reader's language.
alter table "history" add column "words" jsonb;
