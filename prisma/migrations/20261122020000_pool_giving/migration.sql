-- Reviews of claims across groups and of new customers; which pool a record goes to.

-- AlterTable
ALTER TABLE "lead" ADD COLUMN     "last_leader_id" UUID,
ADD COLUMN     "claimant_id" UUID,
ADD COLUMN     "reviewers" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "last_leader_id" UUID,
ADD COLUMN     "claimant_id" UUID,
ADD COLUMN     "reviewers" UUID[] DEFAULT ARRAY[]::UUID[],
ADD COLUMN     "review_state" TEXT NOT NULL DEFAULT 'none';

-- AlterTable
ALTER TABLE "pool" ADD COLUMN     "review_type" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "group_review" BOOLEAN NOT NULL DEFAULT true;

-- AlterTable
ALTER TABLE "holding" ADD COLUMN     "pool_reason" TEXT;

-- CreateTable
CREATE TABLE "pool_review" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "asker_id" UUID,
    "claimant_id" UUID,
    "leader_id" UUID,
    "reviewers" UUID[],
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pool_review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_route" (
    "id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "pool_id" UUID NOT NULL,

    CONSTRAINT "pool_route_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_route_list" (
    "id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "pool_route_list_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pool_review_object_record_id_idx" ON "pool_review"("object", "record_id");

-- CreateIndex
CREATE INDEX "pool_review_reviewers_idx" ON "pool_review" USING GIN ("reviewers");

-- CreateIndex
CREATE INDEX "pool_review_claimant_id_state_idx" ON "pool_review"("claimant_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "pool_route_object_position_key" ON "pool_route"("object", "position");

-- CreateIndex
CREATE UNIQUE INDEX "pool_route_list_object_key" ON "pool_route_list"("object");

-- AddForeignKey
ALTER TABLE "pool_route" ADD CONSTRAINT "pool_route_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
