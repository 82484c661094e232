-- Fields that are also shown in the pool before a record is claimed (业务特性).
ALTER TABLE "custom_field" ADD COLUMN "pooled" BOOLEAN NOT NULL DEFAULT false;
