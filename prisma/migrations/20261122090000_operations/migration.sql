-- CreateTable
CREATE TABLE "operation" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "employee_id" UUID NOT NULL,
    "input" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "cancel_at" TIMESTAMPTZ(3),
    "result" JSONB,
    "tell" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operation_item" (
    "operation_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "record" TEXT,
    "title" TEXT,
    "input" JSONB,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "code" TEXT,
    "message" TEXT,

    CONSTRAINT "operation_item_pkey" PRIMARY KEY ("operation_id","position")
);

-- CreateIndex
CREATE INDEX "operation_employee_id_created_at_idx" ON "operation"("employee_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "operation_item_operation_id_state_position_idx" ON "operation_item"("operation_id", "state", "position");

-- AddForeignKey
ALTER TABLE "operation_item" ADD CONSTRAINT "operation_item_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
