-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "wait_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbound_message" ADD COLUMN     "fallback" JSONB,
ADD COLUMN     "instead" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "portal_ticket" (
    "ticket_hash" TEXT NOT NULL,
    "verifier_hash" TEXT NOT NULL,
    "portal_user_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_ticket_pkey" PRIMARY KEY ("ticket_hash")
);

-- CreateTable
CREATE TABLE "portal_media" (
    "id" UUID NOT NULL,
    "portal_user_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "file_id" UUID,
    "request_id" UUID,
    "taken_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_media_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "portal_ticket_expires_at_idx" ON "portal_ticket"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "portal_media_event_id_key" ON "portal_media"("event_id");

-- CreateIndex
CREATE INDEX "portal_media_portal_user_id_created_at_idx" ON "portal_media"("portal_user_id", "created_at");

-- CreateIndex
CREATE INDEX "outbound_message_platform_remote_id_idx" ON "outbound_message"("platform", "remote_id");
