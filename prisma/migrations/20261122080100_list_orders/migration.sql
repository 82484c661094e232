-- CreateIndex
CREATE INDEX "asset_created_at_id_idx" ON "asset"("created_at", "id");

-- CreateIndex
CREATE INDEX "service_request_wanted_at_id_idx" ON "service_request"("wanted_at", "id");

-- CreateIndex
CREATE INDEX "service_request_created_at_id_idx" ON "service_request"("created_at", "id");

-- CreateIndex
CREATE INDEX "task_title_id_idx" ON "task"("title", "id");

-- CreateIndex
CREATE INDEX "task_due_at_id_idx" ON "task"("due_at", "id");

-- CreateIndex
CREATE INDEX "task_created_at_id_idx" ON "task"("created_at", "id");

-- CreateIndex
CREATE INDEX "contract_title_id_idx" ON "contract"("title", "id");

-- CreateIndex
CREATE INDEX "contract_amount_id_idx" ON "contract"("amount", "id");

-- CreateIndex
CREATE INDEX "contract_created_at_id_idx" ON "contract"("created_at", "id");

-- CreateIndex
CREATE INDEX "product_price_id_idx" ON "product"("price", "id");

-- CreateIndex
CREATE INDEX "lead_name_id_idx" ON "lead"("name", "id");

-- CreateIndex
CREATE INDEX "lead_created_at_id_idx" ON "lead"("created_at", "id");

-- CreateIndex
CREATE INDEX "lead_next_contact_at_id_idx" ON "lead"("next_contact_at", "id");

-- CreateIndex
CREATE INDEX "lead_owner_id_next_contact_at_idx" ON "lead"("owner_id", "next_contact_at");

-- CreateIndex
CREATE INDEX "customer_name_id_idx" ON "customer"("name", "id");

-- CreateIndex
CREATE INDEX "customer_created_at_id_idx" ON "customer"("created_at", "id");

-- CreateIndex
CREATE INDEX "customer_next_contact_at_id_idx" ON "customer"("next_contact_at", "id");

-- CreateIndex
CREATE INDEX "contact_name_id_idx" ON "contact"("name", "id");

-- CreateIndex
CREATE INDEX "contact_created_at_id_idx" ON "contact"("created_at", "id");
