-- CreateIndex
CREATE INDEX "lead_last_follow_at_id_idx" ON "lead"("last_follow_at", "id");

-- CreateIndex
CREATE INDEX "customer_last_follow_at_id_idx" ON "customer"("last_follow_at", "id");
