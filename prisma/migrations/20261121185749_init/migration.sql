-- Similarity of names in any script; needs a database with a UTF-8 locale.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "approval_flow" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "steps" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "approval_flow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "id" UUID NOT NULL,
    "flow_id" UUID NOT NULL,
    "flow_version" INTEGER NOT NULL,
    "flow_name" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "applicant_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "steps" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "summary" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval_task" (
    "id" UUID NOT NULL,
    "approval_id" UUID NOT NULL,
    "step" INTEGER NOT NULL,
    "approver_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "comment" TEXT,
    "door" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "approval_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "event" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "answer" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "failure" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "matter" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "card_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_copy" (
    "id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "open_key" TEXT,
    "shown_hash" TEXT,
    "dirty_since" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "hold_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "card_copy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "card_code" (
    "id" UUID NOT NULL,
    "copy_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "spent_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbound_message" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "platform" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "copy_id" UUID,
    "body" JSONB,
    "dedupe_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "failure" TEXT,
    "code" TEXT,
    "remote_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbound_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_lane" (
    "platform" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_lane_pkey" PRIMARY KEY ("platform","user_id")
);

-- CreateTable
CREATE TABLE "delivery_circuit" (
    "platform" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "open_until" TIMESTAMPTZ(3),
    "reason" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_circuit_pkey" PRIMARY KEY ("platform")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "platform" TEXT NOT NULL,
    "api" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "minute_at" TIMESTAMPTZ(3) NOT NULL,
    "minute_count" INTEGER NOT NULL,
    "hour_at" TIMESTAMPTZ(3) NOT NULL,
    "hour_count" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("platform","api","user_id")
);

-- CreateTable
CREATE TABLE "call_ledger" (
    "platform" TEXT NOT NULL,
    "api" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "call_ledger_pkey" PRIMARY KEY ("platform","api","day")
);

-- CreateTable
CREATE TABLE "chat_dialog" (
    "platform" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chat_dialog_pkey" PRIMARY KEY ("platform","user_id","kind")
);

-- CreateTable
CREATE TABLE "platform_token" (
    "platform" TEXT NOT NULL,
    "app" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "platform_token_pkey" PRIMARY KEY ("platform","app","kind")
);

-- CreateTable
CREATE TABLE "callback_replay" (
    "platform" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "callback_replay_pkey" PRIMARY KEY ("platform","key")
);

-- CreateTable
CREATE TABLE "sandbox_document" (
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "doc" JSONB NOT NULL,

    CONSTRAINT "sandbox_document_pkey" PRIMARY KEY ("kind","id")
);

-- CreateTable
CREATE TABLE "lead" (
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
    "company" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "phone" TEXT,
    "email" TEXT,
    "title" TEXT,
    "source" TEXT NOT NULL,
    "interest" TEXT,
    "remark" TEXT,
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,
    "pool_id" UUID,
    "pooled_at" TIMESTAMPTZ(3),
    "pool_reason" TEXT,
    "last_owner_id" UUID,
    "last_follow_at" TIMESTAMPTZ(3),
    "next_contact_at" TIMESTAMPTZ(3),

    CONSTRAINT "lead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
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
    "stage" TEXT NOT NULL DEFAULT 'potential',
    "phone" TEXT,
    "industry" TEXT,
    "interest" TEXT,
    "level" TEXT,
    "source" TEXT,
    "region" TEXT,
    "tax_number" TEXT,
    "address" TEXT,
    "website" TEXT,
    "employees" INTEGER,
    "remark" TEXT,
    "trading" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,
    "pool_id" UUID,
    "pooled_at" TIMESTAMPTZ(3),
    "pool_reason" TEXT,
    "last_owner_id" UUID,
    "last_follow_at" TIMESTAMPTZ(3),
    "next_contact_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "search_keys" TEXT[],
    "name" TEXT NOT NULL,
    "customer_id" UUID NOT NULL,
    "title" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "role" TEXT,
    "wechat" TEXT,
    "birthday" DATE,
    "remark" TEXT,
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,
    "last_follow_at" TIMESTAMPTZ(3),
    "next_contact_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "answer" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor_id","action","key")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "object" TEXT,
    "record_id" UUID,
    "payload" JSONB NOT NULL,
    "actor_id" TEXT,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reaction_done" (
    "event_id" UUID NOT NULL,
    "reaction" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reaction_done_pkey" PRIMARY KEY ("event_id","reaction")
);

-- CreateTable
CREATE TABLE "history" (
    "id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "request_id" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_counter" (
    "object" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "number_counter_pkey" PRIMARY KEY ("object","period")
);

-- CreateTable
CREATE TABLE "timer" (
    "kind" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "timer_pkey" PRIMARY KEY ("kind","ref")
);

-- CreateTable
CREATE TABLE "team_member" (
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "access" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("object","record_id","employee_id")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "department" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "parent_id" UUID,
    "name" TEXT NOT NULL,
    "path" UUID[],
    "manager_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "employee" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT,
    "mobile" TEXT,
    "leader_id" UUID,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "time_zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "search_keys" TEXT[],

    CONSTRAINT "employee_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity" (
    "platform" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "employee_id" UUID NOT NULL,

    CONSTRAINT "identity_pkey" PRIMARY KEY ("platform","user_id")
);

-- CreateTable
CREATE TABLE "role" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "permissions" JSONB NOT NULL,
    "scopes" JSONB NOT NULL,
    "built_in" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,
    "organisation_id" UUID,

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "employee_id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_state" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "verifier_hash" TEXT NOT NULL,
    "return_to" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_ticket" (
    "ticket_hash" TEXT NOT NULL,
    "verifier_hash" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "employee_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_ticket_pkey" PRIMARY KEY ("ticket_hash")
);

-- CreateTable
CREATE TABLE "pool" (
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
    "kind" TEXT NOT NULL,
    "description" TEXT,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "claim_rule" TEXT NOT NULL DEFAULT 'claim',
    "hold_limit" INTEGER,
    "day_limit" INTEGER,
    "record_limit" INTEGER,
    "record_limit_days" INTEGER,
    "mask_phone" BOOLEAN NOT NULL DEFAULT true,
    "members" UUID[],
    "administrators" UUID[],

    CONSTRAINT "pool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_quota" (
    "pool_id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,

    CONSTRAINT "pool_quota_pkey" PRIMARY KEY ("pool_id","employee_id")
);

-- CreateTable
CREATE TABLE "holding" (
    "id" UUID NOT NULL,
    "pool_id" UUID NOT NULL,
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "holding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
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
    "model" TEXT,
    "category" TEXT NOT NULL,
    "unit" TEXT,
    "price" DECIMAL(16,2) NOT NULL,
    "floor_price" DECIMAL(16,2),
    "listing" TEXT NOT NULL DEFAULT 'listed',
    "description" TEXT,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract" (
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
    "customer_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "amount" DECIMAL(16,2),
    "discount" DECIMAL(7,2),
    "signed_on" DATE,
    "starts_on" DATE,
    "ends_on" DATE,
    "remark" TEXT,
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,
    "last_follow_at" TIMESTAMPTZ(3),
    "next_contact_at" TIMESTAMPTZ(3),

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contract_line" (
    "contract_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "product_id" UUID NOT NULL,
    "quantity" DECIMAL(16,4) NOT NULL,
    "price" DECIMAL(16,2) NOT NULL,
    "discount" DECIMAL(7,2) NOT NULL DEFAULT 100,

    CONSTRAINT "contract_line_pkey" PRIMARY KEY ("contract_id","position")
);

-- CreateTable
CREATE TABLE "follow_up" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "search_keys" TEXT[],
    "record_object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "next_contact_at" TIMESTAMPTZ(3),

    CONSTRAINT "follow_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "search_keys" TEXT[],
    "title" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "priority" TEXT NOT NULL DEFAULT 'none',
    "due_at" TIMESTAMPTZ(3),
    "record_object" TEXT,
    "record_id" UUID,
    "description" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "owner_id" UUID,
    "department_id" UUID,
    "dept1" UUID,
    "dept2" UUID,
    "dept3" UUID,
    "dept4" UUID,
    "dept5" UUID,
    "dept6" UUID,

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "deleted_at" TIMESTAMPTZ(3),
    "deleted_by" UUID,
    "search_keys" TEXT[],
    "record_object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "content_type" TEXT NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "content_type" TEXT NOT NULL,
    "uploader_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "approval_flow_key_key" ON "approval_flow"("key");

-- CreateIndex
CREATE INDEX "approval_object_record_id_created_at_idx" ON "approval"("object", "record_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "approval_applicant_id_created_at_idx" ON "approval"("applicant_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "approval_task_approver_id_state_created_at_idx" ON "approval_task"("approver_id", "state", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "approval_task_approval_id_step_approver_id_key" ON "approval_task"("approval_id", "step", "approver_id");

-- CreateIndex
CREATE INDEX "inbox_platform_user_id_state_seq_idx" ON "inbox"("platform", "user_id", "state", "seq");

-- CreateIndex
CREATE INDEX "inbox_platform_user_id_received_at_idx" ON "inbox"("platform", "user_id", "received_at" DESC);

-- CreateIndex
CREATE INDEX "inbox_state_next_at_idx" ON "inbox"("state", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_platform_dedupe_key_key" ON "inbox"("platform", "dedupe_key");

-- CreateIndex
CREATE UNIQUE INDEX "card_kind_matter_key" ON "card"("kind", "matter");

-- CreateIndex
CREATE UNIQUE INDEX "card_copy_open_key_key" ON "card_copy"("open_key");

-- CreateIndex
CREATE INDEX "card_copy_card_id_idx" ON "card_copy"("card_id");

-- CreateIndex
CREATE INDEX "card_copy_employee_id_created_at_idx" ON "card_copy"("employee_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "card_copy_dirty_since_idx" ON "card_copy"("dirty_since");

-- CreateIndex
CREATE INDEX "card_copy_lease_until_idx" ON "card_copy"("lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "card_code_copy_id_code_key" ON "card_code"("copy_id", "code");

-- CreateIndex
CREATE INDEX "outbound_message_platform_user_id_state_seq_idx" ON "outbound_message"("platform", "user_id", "state", "seq");

-- CreateIndex
CREATE INDEX "outbound_message_state_next_at_idx" ON "outbound_message"("state", "next_at");

-- CreateIndex
CREATE INDEX "outbound_message_copy_id_idx" ON "outbound_message"("copy_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_message_platform_user_id_dedupe_key_key" ON "outbound_message"("platform", "user_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "callback_replay_until_idx" ON "callback_replay"("until");

-- CreateIndex
CREATE UNIQUE INDEX "lead_number_key" ON "lead"("number");

-- CreateIndex
CREATE INDEX "lead_owner_id_updated_at_id_idx" ON "lead"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_updated_at_id_idx" ON "lead"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_department_id_updated_at_id_idx" ON "lead"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_dept1_updated_at_id_idx" ON "lead"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_dept2_updated_at_id_idx" ON "lead"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_dept3_updated_at_id_idx" ON "lead"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_dept4_updated_at_id_idx" ON "lead"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_dept5_updated_at_id_idx" ON "lead"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_dept6_updated_at_id_idx" ON "lead"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "lead_search_keys_idx" ON "lead" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "lead_pool_id_pooled_at_id_idx" ON "lead"("pool_id", "pooled_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "customer_number_key" ON "customer"("number");

-- CreateIndex
CREATE INDEX "customer_owner_id_updated_at_id_idx" ON "customer"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_updated_at_id_idx" ON "customer"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_department_id_updated_at_id_idx" ON "customer"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_dept1_updated_at_id_idx" ON "customer"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_dept2_updated_at_id_idx" ON "customer"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_dept3_updated_at_id_idx" ON "customer"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_dept4_updated_at_id_idx" ON "customer"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_dept5_updated_at_id_idx" ON "customer"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_dept6_updated_at_id_idx" ON "customer"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_search_keys_idx" ON "customer" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "customer_pool_id_pooled_at_id_idx" ON "customer"("pool_id", "pooled_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "customer_owner_id_next_contact_at_idx" ON "customer"("owner_id", "next_contact_at");

-- CreateIndex
CREATE INDEX "contact_customer_id_idx" ON "contact"("customer_id");

-- CreateIndex
CREATE INDEX "contact_owner_id_updated_at_id_idx" ON "contact"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_updated_at_id_idx" ON "contact"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_department_id_updated_at_id_idx" ON "contact"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_dept1_updated_at_id_idx" ON "contact"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_dept2_updated_at_id_idx" ON "contact"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_dept3_updated_at_id_idx" ON "contact"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_dept4_updated_at_id_idx" ON "contact"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_dept5_updated_at_id_idx" ON "contact"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_dept6_updated_at_id_idx" ON "contact"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contact_search_keys_idx" ON "contact" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "event_created_at_idx" ON "event"("created_at");

-- CreateIndex
CREATE INDEX "event_object_record_id_idx" ON "event"("object", "record_id");

-- CreateIndex
CREATE INDEX "history_object_record_id_at_id_idx" ON "history"("object", "record_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "timer_due_at_idx" ON "timer"("due_at");

-- CreateIndex
CREATE INDEX "team_member_employee_id_object_record_id_idx" ON "team_member"("employee_id", "object", "record_id");

-- CreateIndex
CREATE INDEX "department_path_idx" ON "department" USING GIN ("path");

-- CreateIndex
CREATE INDEX "employee_leader_id_idx" ON "employee"("leader_id");

-- CreateIndex
CREATE INDEX "employee_department_id_idx" ON "employee"("department_id");

-- CreateIndex
CREATE INDEX "employee_search_keys_idx" ON "employee" USING GIN ("search_keys");

-- CreateIndex
CREATE UNIQUE INDEX "identity_employee_id_platform_key" ON "identity"("employee_id", "platform");

-- CreateIndex
CREATE UNIQUE INDEX "role_key_key" ON "role"("key");

-- CreateIndex
CREATE INDEX "role_grant_employee_id_idx" ON "role_grant"("employee_id");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_employee_id_idx" ON "session"("employee_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_state_expires_at_idx" ON "sign_in_state"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_ticket_expires_at_idx" ON "sign_in_ticket"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "pool_number_key" ON "pool"("number");

-- CreateIndex
CREATE INDEX "pool_members_idx" ON "pool" USING GIN ("members");

-- CreateIndex
CREATE INDEX "pool_administrators_idx" ON "pool" USING GIN ("administrators");

-- CreateIndex
CREATE INDEX "pool_search_keys_idx" ON "pool" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "holding_pool_id_employee_id_ended_at_idx" ON "holding"("pool_id", "employee_id", "ended_at");

-- CreateIndex
CREATE INDEX "holding_pool_id_employee_id_day_idx" ON "holding"("pool_id", "employee_id", "day");

-- CreateIndex
CREATE INDEX "holding_object_record_id_employee_id_idx" ON "holding"("object", "record_id", "employee_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_number_key" ON "product"("number");

-- CreateIndex
CREATE INDEX "product_search_keys_idx" ON "product" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "product_name_id_idx" ON "product"("name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "contract_number_key" ON "contract"("number");

-- CreateIndex
CREATE INDEX "contract_customer_id_idx" ON "contract"("customer_id");

-- CreateIndex
CREATE INDEX "contract_owner_id_updated_at_id_idx" ON "contract"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_updated_at_id_idx" ON "contract"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_department_id_updated_at_id_idx" ON "contract"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_dept1_updated_at_id_idx" ON "contract"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_dept2_updated_at_id_idx" ON "contract"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_dept3_updated_at_id_idx" ON "contract"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_dept4_updated_at_id_idx" ON "contract"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_dept5_updated_at_id_idx" ON "contract"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_dept6_updated_at_id_idx" ON "contract"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "contract_search_keys_idx" ON "contract" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "contract_line_product_id_idx" ON "contract_line"("product_id");

-- CreateIndex
CREATE INDEX "follow_up_record_object_record_id_created_at_id_idx" ON "follow_up"("record_object", "record_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "follow_up_created_by_created_at_idx" ON "follow_up"("created_by", "created_at" DESC);

-- CreateIndex
CREATE INDEX "task_record_object_record_id_idx" ON "task"("record_object", "record_id");

-- CreateIndex
CREATE INDEX "task_owner_id_state_due_at_idx" ON "task"("owner_id", "state", "due_at");

-- CreateIndex
CREATE INDEX "task_owner_id_updated_at_id_idx" ON "task"("owner_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_updated_at_id_idx" ON "task"("updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_department_id_updated_at_id_idx" ON "task"("department_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_dept1_updated_at_id_idx" ON "task"("dept1", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_dept2_updated_at_id_idx" ON "task"("dept2", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_dept3_updated_at_id_idx" ON "task"("dept3", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_dept4_updated_at_id_idx" ON "task"("dept4", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_dept5_updated_at_id_idx" ON "task"("dept5", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_dept6_updated_at_id_idx" ON "task"("dept6", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "task_search_keys_idx" ON "task" USING GIN ("search_keys");

-- CreateIndex
CREATE INDEX "attachment_record_object_record_id_created_at_id_idx" ON "attachment"("record_object", "record_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "stored_file_uploader_id_idx" ON "stored_file"("uploader_id");

-- AddForeignKey
ALTER TABLE "approval_task" ADD CONSTRAINT "approval_task_approval_id_fkey" FOREIGN KEY ("approval_id") REFERENCES "approval"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_copy" ADD CONSTRAINT "card_copy_card_id_fkey" FOREIGN KEY ("card_id") REFERENCES "card"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "card_code" ADD CONSTRAINT "card_code_copy_id_fkey" FOREIGN KEY ("copy_id") REFERENCES "card_copy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pool"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact" ADD CONSTRAINT "contact_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee" ADD CONSTRAINT "employee_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "employee" ADD CONSTRAINT "employee_leader_id_fkey" FOREIGN KEY ("leader_id") REFERENCES "employee"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_employee_id_fkey" FOREIGN KEY ("employee_id") REFERENCES "employee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_employee_id_fkey" FOREIGN KEY ("employee_id") REFERENCES "employee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_employee_id_fkey" FOREIGN KEY ("employee_id") REFERENCES "employee"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract" ADD CONSTRAINT "contract_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_line" ADD CONSTRAINT "contract_line_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contract"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contract_line" ADD CONSTRAINT "contract_line_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A record without an owner is always in a pool (decision 14).
ALTER TABLE "customer" ADD CONSTRAINT "customer_owner_or_pool" CHECK ("owner_id" IS NOT NULL OR "pool_id" IS NOT NULL);
ALTER TABLE "lead" ADD CONSTRAINT "lead_owner_or_pool" CHECK ("owner_id" IS NOT NULL OR "pool_id" IS NOT NULL);

-- A record has at most one present holder, and at most one approval under way.
CREATE UNIQUE INDEX "holding_present" ON "holding" ("object", "record_id") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "approval_pending" ON "approval" ("object", "record_id") WHERE "state" = 'pending';
