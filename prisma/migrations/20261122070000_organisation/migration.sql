-- Organisation: function switches, attributes, positions with reporting lines
ALTER TABLE "organisation" ADD COLUMN "functions" TEXT[] DEFAULT ARRAY['sales', 'marketing', 'service']::TEXT[];

ALTER TABLE "department" ADD COLUMN "attribute" TEXT;

CREATE TABLE "position" (
    "id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "reports_to_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "position_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "position_department_id_idx" ON "position"("department_id");
CREATE INDEX "position_reports_to_id_idx" ON "position"("reports_to_id");

CREATE TABLE "position_role" (
    "position_id" UUID NOT NULL,
    "role_id" UUID NOT NULL,

    CONSTRAINT "position_role_pkey" PRIMARY KEY ("position_id","role_id")
);
CREATE INDEX "position_role_role_id_idx" ON "position_role"("role_id");

ALTER TABLE "employee" ADD COLUMN "position_id" UUID,
ADD COLUMN "left_at" TIMESTAMPTZ(3);
CREATE INDEX "employee_position_id_idx" ON "employee"("position_id");
CREATE INDEX "employee_mobile_idx" ON "employee"("mobile");

ALTER TABLE "position" ADD CONSTRAINT "position_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "position" ADD CONSTRAINT "position_reports_to_id_fkey" FOREIGN KEY ("reports_to_id") REFERENCES "position"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "position_role" ADD CONSTRAINT "position_role_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "position_role" ADD CONSTRAINT "position_role_role_id_fkey" FOREIGN KEY ("role_id") REFERENCES "role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "employee" ADD CONSTRAINT "employee_position_id_fkey" FOREIGN KEY ("position_id") REFERENCES "position"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Directory
CREATE TABLE "remote_department" (
    "platform" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "department_id" UUID NOT NULL,

    CONSTRAINT "remote_department_pkey" PRIMARY KEY ("platform","remote_id")
);
CREATE INDEX "remote_department_department_id_idx" ON "remote_department"("department_id");

CREATE TABLE "directory_run" (
    "id" UUID NOT NULL,
    "platform" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "departments" INTEGER NOT NULL DEFAULT 0,
    "people" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "failure" TEXT,
    "code" TEXT,

    CONSTRAINT "directory_run_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "directory_run_platform_created_at_idx" ON "directory_run"("platform", "created_at" DESC);

CREATE TABLE "directory_item" (
    "run_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "remote_id" TEXT NOT NULL,
    "subject_id" UUID,
    "data" JSONB NOT NULL,
    "taken" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "message" TEXT,

    CONSTRAINT "directory_item_pkey" PRIMARY KEY ("run_id","seq")
);
CREATE INDEX "directory_item_run_id_state_seq_idx" ON "directory_item"("run_id", "state", "seq");
ALTER TABLE "directory_item" ADD CONSTRAINT "directory_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "directory_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Leaving
CREATE TABLE "handover" (
    "id" UUID NOT NULL,
    "employee_id" UUID NOT NULL,
    "plan" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "started_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "handover_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "handover_employee_id_created_at_idx" ON "handover"("employee_id", "created_at" DESC);

CREATE TABLE "handover_item" (
    "handover_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "object" TEXT NOT NULL,
    "record_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "to_id" UUID,
    "state" TEXT NOT NULL,
    "message" TEXT,

    CONSTRAINT "handover_item_pkey" PRIMARY KEY ("handover_id","seq")
);
CREATE INDEX "handover_item_handover_id_state_seq_idx" ON "handover_item"("handover_id", "state", "seq");
ALTER TABLE "handover_item" ADD CONSTRAINT "handover_item_handover_id_fkey" FOREIGN KEY ("handover_id") REFERENCES "handover"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Passwords
CREATE TABLE "credential" (
    "employee_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("employee_id")
);

CREATE TABLE "login_guard" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "login_guard_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "login_guard_last_at_idx" ON "login_guard"("last_at");

CREATE TABLE "one_time_code" (
    "code_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "employee_id" UUID,
    "created_by" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "one_time_code_pkey" PRIMARY KEY ("code_hash")
);
CREATE INDEX "one_time_code_expires_at_idx" ON "one_time_code"("expires_at");
CREATE INDEX "one_time_code_kind_employee_id_idx" ON "one_time_code"("kind", "employee_id");

CREATE TABLE "login_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "way" TEXT NOT NULL,
    "employee_id" UUID,
    "actor_id" UUID,
    "ok" BOOLEAN NOT NULL,
    "why" TEXT,
    "address" TEXT,

    CONSTRAINT "login_event_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "login_event_at_id_idx" ON "login_event"("at" DESC, "id" DESC);
CREATE INDEX "login_event_employee_id_at_idx" ON "login_event"("employee_id", "at" DESC);
