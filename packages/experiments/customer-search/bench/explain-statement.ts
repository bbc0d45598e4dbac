import type { Pool } from 'pg';
import { z } from 'zod';
import type { RequestTrace } from '../src/core/customer-reader.ts';

const nodeSchema = z.object({
  'Node Type': z.string(),
  'Parallel Aware': z.boolean(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Sort Method': z.string().optional(),
  'Sort Space Used': z.number().optional(),
  'Sort Space Type': z.string().optional(),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  'Temp Written Blocks': z.number(),
  get Plans() {
    return z.array(nodeSchema).optional();
  },
});
type PlanNode = z.infer<typeof nodeSchema>;

const answerSchema = z.tuple([
  z.object({
    'QUERY PLAN': z.tuple([z.object({ Plan: nodeSchema, 'Planning Time': z.number(), 'Execution Time': z.number() })]),
  }),
]);

export interface ExplainedStatement {
  /** Planning and execution, with EXPLAIN's own cost of looking. */
  readonly milliseconds: number;
  /** Blocks of 8 KiB from shared buffers, and from the operating system. */
  readonly hitBlocks: number;
  readonly readBlocks: number;
  /** Blocks written to temporary files: a sort or hash that did not fit into work_mem. */
  readonly spilledBlocks: number;
  /** One node a line, indented below the node that takes its rows. */
  readonly plan: readonly string[];
}

const count = (rows: number) => Math.round(rows).toLocaleString('en');

const describe = (node: PlanNode): string => {
  const target = node['Index Name'] ?? node['Relation Name'];
  const removed = node['Rows Removed by Filter'] ?? 0;
  const loops = node['Actual Loops'];
  const sort = node['Sort Method'];
  return [
    `${node['Parallel Aware'] ? 'Parallel ' : ''}${node['Node Type']}${target === undefined ? '' : ` on ${target}`}`,
    `${count(node['Actual Rows'])} rows${loops > 1 ? ` × ${count(loops)}` : ''}`,
    ...(removed > 0 ? [`${count(removed)} filtered out`] : []),
    ...(sort === undefined
      ? []
      : [`${sort}, ${count(node['Sort Space Used'] ?? 0)} kB ${node['Sort Space Type'] ?? ''}`]),
  ].join(', ');
};

const outline = (node: PlanNode, depth = 0): string[] => [
  `${'  '.repeat(depth)}${describe(node)}`,
  ...(node.Plans ?? []).flatMap((child) => outline(child, depth + 1)),
];

/**
 * Runs a statement of a trace once more under EXPLAIN (ANALYZE, BUFFERS) and says what its plan did. Rows and filtered rows are those
 * of one loop.
 */
export const explainStatement = async (
  pool: Pool,
  { text, values }: NonNullable<RequestTrace['statements']>[number],
): Promise<ExplainedStatement> => {
  const { rows } = await pool.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, [...values]);
  const [{ 'QUERY PLAN': answer }] = answerSchema.parse(rows);
  const [{ Plan: root, 'Planning Time': planning, 'Execution Time': execution }] = answer;
  return {
    milliseconds: planning + execution,
    hitBlocks: root['Shared Hit Blocks'],
    readBlocks: root['Shared Read Blocks'],
    spilledBlocks: root['Temp Written Blocks'],
    plan: outline(root),
  };
};
