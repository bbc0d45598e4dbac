// Question: what does PostgreSQL do for the naive API, and what does each of its statements cost?
// Phases, per request: (1) the naive reader answers it once, and its statements are kept; (2) the page, the count and the first of
// the N+1 are run again under EXPLAIN (ANALYZE, BUFFERS).
// Knobs: the connection string of a database whose schema `naive` is filled; --page 145000 of the deep page.
// Results: Markdown for docs/experiments/customer-search.md on this terminal. One run, no verdict.
//
//   node bench/naive-plans.ts postgresql://… [--page 145000]
import { parseArgs } from 'node:util';
import { createPool } from '@lab/db';
import { naiveListSchema } from '../src/contract/list-query.ts';
import type { RequestTrace } from '../src/core/customer-reader.ts';
import { openNaiveReader } from '../src/core/naive/open-naive-reader.ts';
import { explainStatement } from './explain-statement.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { page: { type: 'string', default: '145000' } },
});
const [connectionString] = positionals;
if (connectionString === undefined) throw new Error('Name the database: node bench/naive-plans.ts postgresql://…');

const requests: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['list', {}],
  ['filter', { first_name: 'Anthony' }],
  ['search', { search: 'Nicholas Heights' }],
  ['search in numbers', { search: '1990' }],
  ['sort by city', { sort_by: 'city' }],
  ['deep page', { page: values.page }],
];

await using pool = createPool({
  connectionString,
  applicationName: 'lab-naive-plans',
  max: 1,
  settings: { TimeZone: 'UTC' },
});
await using reader = openNaiveReader({
  connectionString,
  applicationName: 'lab-naive-plans',
  max: 1,
  statementTimeoutMs: 600_000,
});

const { rows } = await pool.query<{ server: string; customers: string; buffers: string; memory: string }>(
  `SELECT current_setting('server_version') AS server, (SELECT count(*) FROM naive.app_user) AS customers,
     current_setting('shared_buffers') AS buffers, current_setting('work_mem') AS memory`,
);
console.log(JSON.stringify(rows[0]));

for (const [name, parameters] of requests) {
  const statements: NonNullable<RequestTrace['statements']> = [];
  const trace: RequestTrace = { queries: 0, statements };
  const start = performance.now();
  const { count } = await reader.list(naiveListSchema.parse(parameters), trace);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const asked = new URLSearchParams(parameters).toString();
  console.log(`\n### ${name}: ?${asked}\n\n${count} match; ${trace.queries} statements, ${seconds} s.`);
  for (const statement of statements.slice(0, 4)) {
    const explained = await explainStatement(pool, statement);
    const { milliseconds, hitBlocks, readBlocks, spilledBlocks, plan } = explained;
    const blocks = `${hitBlocks} + ${readBlocks} blocks${spilledBlocks > 0 ? `, ${spilledBlocks} spilled` : ''}`;
    console.log(`\n${milliseconds.toFixed(1)} ms, ${blocks}: \`${statement.text.replace(/\s+/g, ' ').slice(0, 600)}\``);
    console.log(`\n${plan.map((line) => `    ${line}`).join('\n')}`);
  }
}
