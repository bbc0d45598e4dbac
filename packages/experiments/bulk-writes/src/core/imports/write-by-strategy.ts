import {
  type BulkOptions,
  type BulkResult,
  copyBinary,
  copyText,
  insertOnConflict,
  insertUnnest,
  insertValues,
  type Rows,
  replaceTable,
  stagingMerge,
  stagingUpdate,
  stagingUpsert,
  updateUnnest,
  updateValues,
} from '@lab/bulk';
import { LabError } from '@lab/errors';
import type { PoolClient } from 'pg';
import { missingFor, type WorkloadId } from '../../contract/workload-id.ts';
import type { SimilarityRow } from '../dataset/similarity-rows.ts';
import { similarityTable } from '../tables/similarity-table.ts';

type Write = (client: PoolClient, rows: Rows<SimilarityRow>, options: BulkOptions) => Promise<BulkResult>;

const table = similarityTable('public');

/** The verb of each strategy. They run inside the caller's transaction. */
const writes: Readonly<Record<string, Write>> = {
  'insert-values': (client, rows, options) => insertValues(client, table, rows, options),
  'insert-unnest': (client, rows, options) => insertUnnest(client, table, rows, options),
  'copy-text': (client, rows, options) => copyText(client, table, rows, options),
  'copy-binary': (client, rows, options) => copyBinary(client, table, rows, options),
  'replace-table': (client, rows, options) => replaceTable(client, table, rows, options),
  'update-values': (client, rows, options) => updateValues(client, table, rows, options),
  'update-unnest': (client, rows, options) => updateUnnest(client, table, rows, options),
  'staging-update': (client, rows, options) => stagingUpdate(client, table, rows, options),
  'insert-on-conflict': (client, rows, options) => insertOnConflict(client, table, rows, options),
  'staging-upsert': (client, rows, options) => stagingUpsert(client, table, rows, options),
};

export interface StrategyWrite extends BulkOptions {
  readonly client: PoolClient;
  readonly workload: WorkloadId;
  readonly strategy: string;
  readonly rows: Rows<SimilarityRow>;
}

/** Writes scores in the way that was asked for. @throws LabError `bad-input` for an unknown strategy; BulkError. */
export const writeByStrategy = async (options: StrategyWrite): Promise<BulkResult> => {
  const { client, workload, strategy, rows, ...rest } = options;
  if (strategy === 'staging-merge')
    return await stagingMerge(client, table, rows, { ...rest, missing: missingFor(workload) });
  const write = writes[strategy];
  if (write === undefined) throw new LabError('bad-input', { problem: `There is no strategy "${strategy}".` });
  return await write(client, rows, rest);
};
