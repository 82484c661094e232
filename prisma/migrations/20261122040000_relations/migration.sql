-- AlterTable
ALTER TABLE "lead" ADD COLUMN     "close_note" TEXT,
ADD COLUMN     "close_reason" TEXT,
ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "contact_id" UUID,
ADD COLUMN     "converted_at" TIMESTAMPTZ(3),
ADD COLUMN     "customer_id" UUID,
ADD COLUMN     "tags" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "tags" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "contact" ADD COLUMN     "interests" TEXT,
ADD COLUMN     "tags" UUID[] DEFAULT ARRAY[]::UUID[];

-- AlterTable
ALTER TABLE "pool" ADD COLUMN     "tags" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateTable
CREATE TABLE "tag" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "color" TEXT NOT NULL,
    "objects" TEXT[],
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "segment" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "description" TEXT,
    "filter" JSONB NOT NULL,
    "owner_id" UUID NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_mapping" (
    "id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "source" TEXT,
    "words" TEXT,

    CONSTRAINT "lead_mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relation_kind" (
    "id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "key" TEXT,
    "name" TEXT,
    "inverse" TEXT,
    "mutual" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "relation_kind_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_relation" (
    "id" UUID NOT NULL,
    "kind_id" UUID NOT NULL,
    "from_contact_id" UUID NOT NULL,
    "to_contact_id" UUID NOT NULL,
    "remark" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,

    CONSTRAINT "contact_relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer_relation" (
    "id" UUID NOT NULL,
    "kind_id" UUID NOT NULL,
    "from_customer_id" UUID NOT NULL,
    "to_customer_id" UUID NOT NULL,
    "remark" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,

    CONSTRAINT "customer_relation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "related_person" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "kind_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hobbies" TEXT,
    "birthday" DATE,
    "dates" TEXT,
    "remark" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,

    CONSTRAINT "related_person_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lead_tags_idx" ON "lead" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "lead_customer_id_idx" ON "lead"("customer_id");

-- CreateIndex
CREATE INDEX "lead_contact_id_idx" ON "lead"("contact_id");

-- CreateIndex
CREATE INDEX "customer_tags_idx" ON "customer" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "contact_tags_idx" ON "contact" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "pool_tags_idx" ON "pool" USING GIN ("tags");

-- CreateIndex
CREATE UNIQUE INDEX "tag_name_key" ON "tag"("name");

-- CreateIndex
CREATE UNIQUE INDEX "segment_owner_id_name_key" ON "segment"("owner_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "lead_mapping_target_field_key" ON "lead_mapping"("target", "field");

-- CreateIndex
CREATE UNIQUE INDEX "relation_kind_object_key_key" ON "relation_kind"("object", "key");

-- CreateIndex
CREATE INDEX "contact_relation_to_contact_id_idx" ON "contact_relation"("to_contact_id");

-- CreateIndex
CREATE UNIQUE INDEX "contact_relation_from_contact_id_to_contact_id_kind_id_key" ON "contact_relation"("from_contact_id", "to_contact_id", "kind_id");

-- CreateIndex
CREATE INDEX "customer_relation_to_customer_id_idx" ON "customer_relation"("to_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_relation_from_customer_id_to_customer_id_kind_id_key" ON "customer_relation"("from_customer_id", "to_customer_id", "kind_id");

-- CreateIndex
CREATE INDEX "related_person_contact_id_idx" ON "related_person"("contact_id");
