-- AlterTable
ALTER TABLE "bulk_writes_import" ADD COLUMN     "file_bytes" BIGINT,
ADD COLUMN     "file_name" TEXT;
