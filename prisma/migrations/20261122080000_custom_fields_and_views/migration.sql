-- AlterTable
ALTER TABLE "lead" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "product" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "contract" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "asset" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "service_request" ADD COLUMN     "custom" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "custom_field" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "object" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "labels" JSONB NOT NULL,
    "hint" TEXT,
    "required" BOOLEAN NOT NULL DEFAULT false,
    "options" JSONB NOT NULL DEFAULT '[]',
    "min" DECIMAL(20,4),
    "max" DECIMAL(20,4),
    "length" INTEGER,
    "scale" INTEGER,
    "initial" JSONB,
    "section" TEXT,
    "position" INTEGER NOT NULL,
    "sortable" BOOLEAN NOT NULL DEFAULT false,
    "indexed" BOOLEAN NOT NULL DEFAULT false,
    "formula" TEXT,
    "result" TEXT,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "custom_field_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "object" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "filter" JSONB,
    "sort" TEXT,
    "tab" TEXT,
    "columns" JSONB,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_preference" (
    "employee_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "columns" JSONB,
    "view_id" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "list_preference_pkey" PRIMARY KEY ("employee_id","object")
);

-- CreateIndex
CREATE UNIQUE INDEX "custom_field_object_key_key" ON "custom_field"("object", "key");

-- CreateIndex
CREATE INDEX "saved_view_object_owner_id_idx" ON "saved_view"("object", "owner_id");

-- CreateIndex
CREATE INDEX "saved_view_object_shared_idx" ON "saved_view"("object", "shared");

-- CreateIndex
CREATE INDEX "lead_custom_idx" ON "lead" USING GIN ("custom" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "customer_custom_idx" ON "customer" USING GIN ("custom" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "contact_custom_idx" ON "contact" USING GIN ("custom" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "product_custom_idx" ON "product" USING GIN ("custom" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "contract_custom_idx" ON "contract" USING GIN ("custom" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "task_custom_idx" ON "task" USING GIN ("custom" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "asset_custom_idx" ON "asset" USING GIN ("custom" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "service_request_custom_idx" ON "service_request" USING GIN ("custom" jsonb_path_ops);
