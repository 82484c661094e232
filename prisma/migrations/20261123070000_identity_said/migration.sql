-- What a platform said of somebody when it was last heeded: of people on two platforms only what one of them changes is news.
ALTER TABLE "identity" ADD COLUMN "said" JSONB;
