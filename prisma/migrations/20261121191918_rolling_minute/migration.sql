-- AlterTable
ALTER TABLE "rate_window" DROP COLUMN "minute_at",
DROP COLUMN "minute_count",
ADD COLUMN     "recent" TIMESTAMPTZ(3)[];
