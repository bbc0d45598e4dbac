import { copyBinaryVariant } from './variants/copy-binary.ts';
import { copyParallelVariant } from './variants/copy-parallel.ts';
import { copyTextVariant } from './variants/copy-text.ts';
import { insertOnConflictVariant } from './variants/insert-on-conflict.ts';
import { insertUnnestVariant } from './variants/insert-unnest.ts';
import { insertValuesVariant } from './variants/insert-values.ts';
import { prismaCreateVariant } from './variants/prisma-create.ts';
import { prismaCreateManyVariant } from './variants/prisma-create-many.ts';
import { prismaUpdateVariant } from './variants/prisma-update.ts';
import { prismaUpdateBatchVariant } from './variants/prisma-update-batch.ts';
import { prismaUpsertVariant } from './variants/prisma-upsert.ts';
import { psqlCopyVariant } from './variants/psql-copy.ts';
import { replaceTableVariant } from './variants/replace-table.ts';
import { serverCopyVariant } from './variants/server-copy.ts';
import { stagingMergeVariant } from './variants/staging-merge.ts';
import { stagingUpdateVariant } from './variants/staging-update.ts';
import { stagingUpsertVariant } from './variants/staging-upsert.ts';
import { updateUnnestVariant } from './variants/update-unnest.ts';
import { updateValuesVariant } from './variants/update-values.ts';
import type { WriteVariant } from './write-variant.ts';

/** Every variant by its id; the file in `variants/` has the same name. */
export const variants: Readonly<Record<string, WriteVariant>> = {
  'prisma-create': prismaCreateVariant,
  'prisma-create-many': prismaCreateManyVariant,
  'prisma-update': prismaUpdateVariant,
  'prisma-update-batch': prismaUpdateBatchVariant,
  'prisma-upsert': prismaUpsertVariant,
  'insert-values': insertValuesVariant,
  'insert-unnest': insertUnnestVariant,
  'insert-on-conflict': insertOnConflictVariant,
  'copy-text': copyTextVariant,
  'copy-binary': copyBinaryVariant,
  'copy-parallel': copyParallelVariant,
  'replace-table': replaceTableVariant,
  'update-values': updateValuesVariant,
  'update-unnest': updateUnnestVariant,
  'staging-update': stagingUpdateVariant,
  'staging-merge': stagingMergeVariant,
  'staging-upsert': stagingUpsertVariant,
  'server-copy': serverCopyVariant,
  'psql-copy': psqlCopyVariant,
};

/** @throws Error when there is no such variant; the contract's ids and these are compared by a test. */
export const variantOf = (id: string): WriteVariant => {
  const variant = variants[id];
  if (variant === undefined) throw new Error(`bulk-writes has no variant ${id}.`);
  return variant;
};
