-- Handing over and applying a directory run as operations, which keep progress and results
DROP TABLE "handover_item";
ALTER TABLE "handover" DROP COLUMN "state", DROP COLUMN "ended_at", ADD COLUMN "operation_id" UUID;
ALTER TABLE "directory_run" ADD COLUMN "operation_id" UUID;
