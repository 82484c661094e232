-- The company's own fields on follow-ups, pools, partners and work orders, too (CUST-15).
ALTER TABLE "follow_up" ADD COLUMN "custom" JSONB NOT NULL DEFAULT '{}';
CREATE INDEX "follow_up_custom_idx" ON "follow_up" USING GIN ("custom" jsonb_path_ops);
ALTER TABLE "pool" ADD COLUMN "custom" JSONB NOT NULL DEFAULT '{}';
CREATE INDEX "pool_custom_idx" ON "pool" USING GIN ("custom" jsonb_path_ops);
ALTER TABLE "partner" ADD COLUMN "custom" JSONB NOT NULL DEFAULT '{}';
CREATE INDEX "partner_custom_idx" ON "partner" USING GIN ("custom" jsonb_path_ops);
ALTER TABLE "work_order" ADD COLUMN "custom" JSONB NOT NULL DEFAULT '{}';
CREATE INDEX "work_order_custom_idx" ON "work_order" USING GIN ("custom" jsonb_path_ops);
