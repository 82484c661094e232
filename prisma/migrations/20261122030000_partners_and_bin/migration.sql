-- CreateTable
CREATE TABLE "partner" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "search_keys" TEXT[],
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "tax_number" TEXT,
    "state" TEXT NOT NULL DEFAULT 'valid',
    "remark" TEXT,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recycle_bin" (
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_by" UUID,
    "with_object" TEXT,
    "with_id" UUID,

    CONSTRAINT "recycle_bin_pkey" PRIMARY KEY ("object","record_id")
);

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "former_names" TEXT,
ADD COLUMN     "merged_into_id" UUID,
ADD COLUMN     "partner_id" UUID;

-- AlterTable
ALTER TABLE "history" ADD COLUMN     "merged_from" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "partner_number_key" ON "partner"("number");

-- CreateIndex
CREATE INDEX "partner_search_keys_idx" ON "partner" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "partner_name_id_idx" ON "partner"("name", "id");

-- CreateIndex
CREATE INDEX "partner_name_key_idx" ON "partner"("name_key");

-- CreateIndex
CREATE INDEX "partner_tax_number_idx" ON "partner"("tax_number");

-- CreateIndex
CREATE INDEX "partner_updated_at_id_idx" ON "partner"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "recycle_bin_object_deleted_at_record_id_idx" ON "recycle_bin"("object", "deleted_at" DESC, "record_id" DESC);

-- CreateIndex
CREATE INDEX "recycle_bin_deleted_by_object_deleted_at_record_id_idx" ON "recycle_bin"("deleted_by", "object", "deleted_at" DESC, "record_id" DESC);

-- CreateIndex
CREATE INDEX "recycle_bin_with_object_with_id_idx" ON "recycle_bin"("with_object", "with_id");

-- CreateIndex
CREATE INDEX "customer_partner_id_idx" ON "customer"("partner_id");

-- CreateIndex
CREATE INDEX "customer_merged_into_id_idx" ON "customer"("merged_into_id");

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was deleted before the bin had a table of its own.
INSERT INTO "recycle_bin" ("object", "record_id", "deleted_at", "deleted_by")
SELECT 'customer', "id", "deleted_at", "deleted_by" FROM "customer" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'lead', "id", "deleted_at", "deleted_by" FROM "lead" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'contact', "id", "deleted_at", "deleted_by" FROM "contact" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'contract', "id", "deleted_at", "deleted_by" FROM "contract" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'product', "id", "deleted_at", "deleted_by" FROM "product" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'task', "id", "deleted_at", "deleted_by" FROM "task" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'asset', "id", "deleted_at", "deleted_by" FROM "asset" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'attachment', "id", "deleted_at", "deleted_by" FROM "attachment" WHERE "deleted_at" IS NOT NULL
UNION ALL SELECT 'followUp', "id", "deleted_at", "deleted_by" FROM "follow_up" WHERE "deleted_at" IS NOT NULL;
