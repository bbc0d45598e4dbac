import type { Pool } from 'pg';
import type { Row } from './rows-of.ts';

/** Changes of customers 1 to 6. Each one raises the revision of the rows that it touches. */
export const changes = ['touch one', 'move one', 'touch a group', 'swap the groups'] as const;
export type Change = (typeof changes)[number];

/** Writers take turns, or two that change several rows could lock each other out; readers and commit waits go on beside them. */
const update = (set: string, where: string): string => `
  WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(1))
  UPDATE optimized.customer SET ${set} FROM turn WHERE ${where}
  RETURNING id::int, first_name, revision`;

const touch = 'revision = revision + 1';
const move = `${touch}, first_name = CASE first_name WHEN 'Ada' THEN 'Bob' ELSE 'Ada' END`;

/** With the id of one customer. */
const sql: Record<Change, string> = {
  'touch one': update(touch, 'id = $1::int'),
  'move one': update(move, 'id = $1::int'),
  'touch a group': update(touch, 'id % 3 = $1::int % 3'),
  'swap the groups': update(move, '$1::int IS NOT NULL'),
};

interface Write {
  readonly row: Row;
  /** From when on every read must see it, by performance.now. */
  readonly from: number;
}

interface Read {
  readonly firstName: string | undefined;
  readonly start: number;
  readonly rows: readonly Row[];
}

/** Remembers what was written and what was read, and tells afterwards which read was given an old page. */
export const createWitness = (initial: readonly Row[]) => {
  const writes: Write[] = initial.map((row) => ({ row, from: Number.NEGATIVE_INFINITY }));
  const reads: Read[] = [];

  const oldRow = ({ firstName, start, rows }: Read, id: number): string | undefined => {
    const history = writes.filter(({ row }) => row.id === id);
    const due = Math.max(...history.filter(({ from }) => from <= start).map(({ row }) => row.revision));
    const given = rows.find((row) => row.id === id);
    if (given !== undefined)
      return given.revision < due ? `customer ${id} is of revision ${given.revision}, not ${due}` : undefined;
    // It may be missing where it has left the group in the revision that was due, or in a later one.
    const left = history.some(
      ({ row }) => row.revision >= due && firstName !== undefined && row.first_name !== firstName,
    );
    return left ? undefined : `customer ${id} of revision ${due} is missing`;
  };

  const problem = (read: Read): string | undefined => {
    const foreign = read.rows.find((row) => read.firstName !== undefined && row.first_name !== read.firstName);
    if (foreign !== undefined) return `customer ${foreign.id} does not match the filter`;
    return initial.map(({ id }) => oldRow(read, id)).find((found) => found !== undefined);
  };

  return {
    /** Commits a change; `answer` gives the time from which reads must see it. */
    async write(pool: Pool, change: Change, id: number, answer: () => Promise<number>): Promise<void> {
      const { rows } = await pool.query<Row>(sql[change], [id]);
      const from = await answer();
      writes.push(...rows.map((row) => ({ row, from })));
    },
    async read(firstName: string | undefined, rows: () => Promise<readonly Row[]>): Promise<void> {
      const start = performance.now();
      reads.push({ firstName, start, rows: await rows() });
    },
    /** What was wrong; empty where every read kept the promise. */
    problems: (): string[] => reads.map(problem).filter((found) => found !== undefined),
    get reads(): number {
      return reads.length;
    },
  };
};
