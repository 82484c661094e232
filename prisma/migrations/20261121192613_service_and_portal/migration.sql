-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "follow_due" TIMESTAMPTZ(3),
ADD COLUMN     "warned_for" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "lead" ADD COLUMN     "follow_due" TIMESTAMPTZ(3),
ADD COLUMN     "warned_for" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "pool" ADD COLUMN     "recycle_days" INTEGER,
ADD COLUMN     "warn_days" INTEGER NOT NULL DEFAULT 3;

-- CreateTable
CREATE TABLE "portal_user" (
    "id" UUID NOT NULL,
    "openid" TEXT NOT NULL,
    "unionid" TEXT,
    "name" TEXT,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "followed" BOOLEAN NOT NULL DEFAULT true,
    "contact_id" UUID,
    "customer_id" UUID,
    "company_view" BOOLEAN NOT NULL DEFAULT false,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_asset" (
    "portal_user_id" UUID NOT NULL,
    "asset_id" UUID NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_asset_pkey" PRIMARY KEY ("portal_user_id","asset_id")
);

-- CreateTable
CREATE TABLE "portal_session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "portal_user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_attempt" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_attempt_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "asset" (
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
    "serial_number" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "contact_id" UUID,
    "product_id" UUID,
    "delivered_on" DATE,
    "warranty_ends_on" DATE,
    "service_due_on" DATE,
    "place" TEXT,
    "batch" TEXT,
    "remark" TEXT,
    "code" TEXT NOT NULL,
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_request" (
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
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'received',
    "kind" TEXT NOT NULL DEFAULT 'fault',
    "priority" TEXT NOT NULL DEFAULT 'normal',
    "source" TEXT NOT NULL DEFAULT 'desk',
    "customer_id" UUID NOT NULL,
    "contact_id" UUID,
    "asset_id" UUID,
    "description" TEXT,
    "wanted_at" TIMESTAMPTZ(3),
    "urges" INTEGER NOT NULL DEFAULT 0,
    "urged_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "result" TEXT,
    "stars" INTEGER,
    "portal_user_id" UUID,
    "last_follow_at" TIMESTAMPTZ(3),
    "next_contact_at" TIMESTAMPTZ(3),
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,

    CONSTRAINT "service_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "request_step" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "by_customer" BOOLEAN NOT NULL DEFAULT false,
    "employee_id" UUID,
    "words" TEXT,
    "expected_at" TIMESTAMPTZ(3),
    "file_ids" UUID[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_order" (
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
    "title" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "asset_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'assigned',
    "note" TEXT,
    "accepted_at" TIMESTAMPTZ(3),
    "set_out_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "result" TEXT,
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,

    CONSTRAINT "work_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey" (
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
    "request_object" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "engineer_id" UUID,
    "portal_user_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "stars" INTEGER,
    "tags" TEXT[],
    "words" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),
    "reminded_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "survey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "portal_user_openid_key" ON "portal_user"("openid");

-- CreateIndex
CREATE INDEX "portal_user_contact_id_idx" ON "portal_user"("contact_id");

-- CreateIndex
CREATE INDEX "portal_user_customer_id_idx" ON "portal_user"("customer_id");

-- CreateIndex
CREATE INDEX "portal_asset_asset_id_idx" ON "portal_asset"("asset_id");

-- CreateIndex
CREATE UNIQUE INDEX "portal_session_token_hash_key" ON "portal_session"("token_hash");

-- CreateIndex
CREATE INDEX "portal_session_expires_at_idx" ON "portal_session"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "asset_number_key" ON "asset"("number");

-- CreateIndex
CREATE UNIQUE INDEX "asset_code_key" ON "asset"("code");

-- CreateIndex
CREATE INDEX "asset_customer_id_idx" ON "asset"("customer_id");

-- CreateIndex
CREATE INDEX "asset_serial_number_idx" ON "asset"("serial_number");

-- CreateIndex
CREATE INDEX "asset_owner_id_updated_at_id_idx" ON "asset"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_updated_at_id_idx" ON "asset"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_department_id_updated_at_id_idx" ON "asset"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_dept1_updated_at_id_idx" ON "asset"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_dept2_updated_at_id_idx" ON "asset"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_dept3_updated_at_id_idx" ON "asset"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_dept4_updated_at_id_idx" ON "asset"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_dept5_updated_at_id_idx" ON "asset"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_dept6_updated_at_id_idx" ON "asset"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "asset_search_keys_idx" ON "asset" USING GIN ("search_keys");

-- CreateIndex
CREATE UNIQUE INDEX "service_request_number_key" ON "service_request"("number");

-- CreateIndex
CREATE INDEX "service_request_customer_id_idx" ON "service_request"("customer_id");

-- CreateIndex
CREATE INDEX "service_request_asset_id_idx" ON "service_request"("asset_id");

-- CreateIndex
CREATE INDEX "service_request_portal_user_id_created_at_idx" ON "service_request"("portal_user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "service_request_state_created_at_idx" ON "service_request"("state", "created_at");

-- CreateIndex
CREATE INDEX "service_request_owner_id_updated_at_id_idx" ON "service_request"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_updated_at_id_idx" ON "service_request"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_department_id_updated_at_id_idx" ON "service_request"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_dept1_updated_at_id_idx" ON "service_request"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_dept2_updated_at_id_idx" ON "service_request"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_dept3_updated_at_id_idx" ON "service_request"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_dept4_updated_at_id_idx" ON "service_request"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_dept5_updated_at_id_idx" ON "service_request"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_dept6_updated_at_id_idx" ON "service_request"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "service_request_search_keys_idx" ON "service_request" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "request_step_request_id_at_idx" ON "request_step"("request_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "work_order_number_key" ON "work_order"("number");

-- CreateIndex
CREATE INDEX "work_order_request_id_idx" ON "work_order"("request_id");

-- CreateIndex
CREATE INDEX "work_order_customer_id_idx" ON "work_order"("customer_id");

-- CreateIndex
CREATE INDEX "work_order_asset_id_idx" ON "work_order"("asset_id");

-- CreateIndex
CREATE INDEX "work_order_owner_id_updated_at_id_idx" ON "work_order"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_updated_at_id_idx" ON "work_order"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_department_id_updated_at_id_idx" ON "work_order"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_dept1_updated_at_id_idx" ON "work_order"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_dept2_updated_at_id_idx" ON "work_order"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_dept3_updated_at_id_idx" ON "work_order"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_dept4_updated_at_id_idx" ON "work_order"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_dept5_updated_at_id_idx" ON "work_order"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_dept6_updated_at_id_idx" ON "work_order"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "work_order_search_keys_idx" ON "work_order" USING GIN ("search_keys");

-- CreateIndex
CREATE UNIQUE INDEX "survey_number_key" ON "survey"("number");

-- CreateIndex
CREATE INDEX "survey_portal_user_id_state_idx" ON "survey"("portal_user_id", "state");

-- CreateIndex
CREATE INDEX "survey_engineer_id_answered_at_idx" ON "survey"("engineer_id", "answered_at");

-- CreateIndex
CREATE UNIQUE INDEX "survey_request_object_request_id_key" ON "survey"("request_object", "request_id");

-- CreateIndex
CREATE INDEX "customer_follow_due_idx" ON "customer"("follow_due");

-- CreateIndex
CREATE INDEX "lead_follow_due_idx" ON "lead"("follow_due");

-- AddForeignKey
ALTER TABLE "portal_asset" ADD CONSTRAINT "portal_asset_portal_user_id_fkey" FOREIGN KEY ("portal_user_id") REFERENCES "portal_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal_session" ADD CONSTRAINT "portal_session_portal_user_id_fkey" FOREIGN KEY ("portal_user_id") REFERENCES "portal_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset" ADD CONSTRAINT "asset_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A request is in the hands of one engineer at most.
CREATE UNIQUE INDEX "work_order_open" ON "work_order" ("request_id")
  WHERE "state" IN ('assigned', 'accepted', 'onTheWay', 'working') AND "deleted_at" IS NULL;

-- A serial number names one machine, however its letters are written.
CREATE UNIQUE INDEX "asset_serial_number_unique" ON "asset" (upper("serial_number")) WHERE "deleted_at" IS NULL;
