-- CreateTable
CREATE TABLE "bulk_writes_dataset" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "bulk_writes_dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_writes_gene" (
    "id" SERIAL NOT NULL,
    "systematic_name" TEXT NOT NULL,
    "common_name" TEXT,

    CONSTRAINT "bulk_writes_gene_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_writes_datum" (
    "id" BIGSERIAL NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "gene_id" INTEGER NOT NULL,
    "value" DECIMAL(10,3) NOT NULL,

    CONSTRAINT "bulk_writes_datum_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_writes_gene_similarity" (
    "id" BIGSERIAL NOT NULL,
    "gene1_id" INTEGER NOT NULL,
    "gene2_id" INTEGER NOT NULL,
    "metric" TEXT NOT NULL,
    "score" DECIMAL(10,3) NOT NULL,
    "pvalue" DECIMAL(10,6),

    CONSTRAINT "bulk_writes_gene_similarity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_writes_dataset_similarity" (
    "id" BIGSERIAL NOT NULL,
    "dataset1_id" INTEGER NOT NULL,
    "dataset2_id" INTEGER NOT NULL,
    "metric" TEXT NOT NULL,
    "score" DECIMAL(10,3) NOT NULL,
    "pvalue" DECIMAL(10,6),

    CONSTRAINT "bulk_writes_dataset_similarity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_writes_import" (
    "id" UUID NOT NULL,
    "workload" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "genes" INTEGER,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "rows_done" INTEGER NOT NULL DEFAULT 0,
    "rows_total" INTEGER,
    "seconds" DOUBLE PRECISION,
    "error" TEXT,
    "error_line" INTEGER,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "lease" BIGINT NOT NULL DEFAULT 0,
    "lease_holder" TEXT,
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_writes_import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "bulk_writes_dataset_name_key" ON "bulk_writes_dataset"("name");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_writes_gene_systematic_name_key" ON "bulk_writes_gene"("systematic_name");

-- CreateIndex
CREATE INDEX "bulk_writes_datum_gene_id_idx" ON "bulk_writes_datum"("gene_id");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_writes_datum_dataset_id_gene_id_key" ON "bulk_writes_datum"("dataset_id", "gene_id");

-- CreateIndex
CREATE INDEX "bulk_writes_gene_similarity_gene2_id_idx" ON "bulk_writes_gene_similarity"("gene2_id");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_writes_gene_similarity_gene1_id_gene2_id_metric_key" ON "bulk_writes_gene_similarity"("gene1_id", "gene2_id", "metric");

-- CreateIndex
CREATE INDEX "bulk_writes_dataset_similarity_dataset2_id_idx" ON "bulk_writes_dataset_similarity"("dataset2_id");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_writes_dataset_similarity_dataset1_id_dataset2_id_metr_key" ON "bulk_writes_dataset_similarity"("dataset1_id", "dataset2_id", "metric");

-- CreateIndex
CREATE INDEX "bulk_writes_import_created_at_idx" ON "bulk_writes_import"("created_at" DESC);

-- AddForeignKey
ALTER TABLE "bulk_writes_datum" ADD CONSTRAINT "bulk_writes_datum_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "bulk_writes_dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_writes_datum" ADD CONSTRAINT "bulk_writes_datum_gene_id_fkey" FOREIGN KEY ("gene_id") REFERENCES "bulk_writes_gene"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_writes_gene_similarity" ADD CONSTRAINT "bulk_writes_gene_similarity_gene1_id_fkey" FOREIGN KEY ("gene1_id") REFERENCES "bulk_writes_gene"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_writes_gene_similarity" ADD CONSTRAINT "bulk_writes_gene_similarity_gene2_id_fkey" FOREIGN KEY ("gene2_id") REFERENCES "bulk_writes_gene"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_writes_dataset_similarity" ADD CONSTRAINT "bulk_writes_dataset_similarity_dataset1_id_fkey" FOREIGN KEY ("dataset1_id") REFERENCES "bulk_writes_dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_writes_dataset_similarity" ADD CONSTRAINT "bulk_writes_dataset_similarity_dataset2_id_fkey" FOREIGN KEY ("dataset2_id") REFERENCES "bulk_writes_dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- A score is a number: numeric columns also hold NaN, which sorts above every score and spoils rankings and averages.
ALTER TABLE "bulk_writes_datum" ADD CONSTRAINT "bulk_writes_datum_value_number" CHECK ("value" <> 'NaN');
ALTER TABLE "bulk_writes_gene_similarity" ADD CONSTRAINT "bulk_writes_gene_similarity_score_number" CHECK ("score" <> 'NaN');
ALTER TABLE "bulk_writes_dataset_similarity" ADD CONSTRAINT "bulk_writes_dataset_similarity_score_number" CHECK ("score" <> 'NaN');
