-- Roles: field masks; what single employees see besides; asking for access; team membership that ends
ALTER TABLE "role" ADD COLUMN "masks" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "team_member" ADD COLUMN "expires_at" TIMESTAMPTZ(3);

CREATE TABLE "access_addition" (
    "id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "need" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_addition_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "access_addition_employee_id_object_kind_target_id_key" ON "access_addition"("employee_id", "object", "kind", "target_id");

CREATE TABLE "access_request" (
    "id" UUID NOT NULL,
    "requester_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "deciders" UUID[],
    "state" TEXT NOT NULL,
    "access" TEXT,
    "until" TIMESTAMPTZ(3),
    "answer" TEXT,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "access_request_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "access_request_requester_id_created_at_idx" ON "access_request"("requester_id", "created_at" DESC);
CREATE INDEX "access_request_object_record_id_idx" ON "access_request"("object", "record_id");
CREATE INDEX "access_request_deciders_idx" ON "access_request" USING GIN ("deciders");
