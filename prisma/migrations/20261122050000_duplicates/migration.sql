-- CreateTable
CREATE TABLE "duplicate_key" (
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "regions" TEXT[],
    "near" INTEGER[],

    CONSTRAINT "duplicate_key_pkey" PRIMARY KEY ("object","record_id","kind")
);

-- CreateTable
CREATE TABLE "duplicate_rule" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "object" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,
    "conditions" JSONB NOT NULL,
    "targets" TEXT[],
    "shown" TEXT[],
    "effect" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "duplicate_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duplicate_request" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "asker_id" UUID NOT NULL,
    "reason" TEXT,
    "deciders" UUID[],
    "state" TEXT NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "comment" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duplicate_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_rule" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "key" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "date" TEXT NOT NULL,
    "digits" INTEGER NOT NULL,
    "reset" TEXT NOT NULL,
    "manual" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,

    CONSTRAINT "number_rule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "duplicate_key_kind_value_idx" ON "duplicate_key"("kind", "value");

-- CreateIndex
CREATE INDEX "duplicate_key_near_idx" ON "duplicate_key" USING GIN ("near");

-- CreateIndex
CREATE INDEX "duplicate_rule_object_position_idx" ON "duplicate_rule"("object", "position");

-- CreateIndex
CREATE INDEX "duplicate_request_object_record_id_asker_id_idx" ON "duplicate_request"("object", "record_id", "asker_id");

-- CreateIndex
CREATE INDEX "duplicate_request_deciders_idx" ON "duplicate_request" USING GIN ("deciders");

-- CreateIndex
CREATE UNIQUE INDEX "number_rule_key_key" ON "number_rule"("key");

-- Two askings of the same thing at the same moment are one.
CREATE UNIQUE INDEX "duplicate_request_open" ON "duplicate_request" ("kind", "object", "record_id", "asker_id") WHERE "state" = 'pending';
