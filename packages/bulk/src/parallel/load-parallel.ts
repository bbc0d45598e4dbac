import type { Client } from 'pg';
import { ByteWriter, chunkBytes } from '../copy/byte-writer.ts';
import { Channel } from '../copy/channel.ts';
import { copySql } from '../copy/copy-rows.ts';
import { openCopy } from '../copy/open-copy.ts';
import { rowEncoder } from '../copy/row-encoder.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import { forEachRow, type Rows } from '../for-each-row.ts';
import { reportProgress } from '../report-progress.ts';
import type { Session } from '../session/session.ts';
import { toBulkError } from '../session/to-bulk-error.ts';
import { withSession } from '../session/with-session.ts';

interface Chunk {
  readonly bytes: Buffer;
  /** Position of its first row in the source, from 1, and how many there are. */
  readonly first: number;
  readonly count: number;
}

export interface Loader {
  readonly client: Client;
  /** A staging table of its own. */
  readonly into: string;
}

export interface ParallelLoad<C extends Columns> {
  readonly table: Table<C>;
  readonly loaders: readonly Loader[];
  readonly stop: AbortSignal;
  readonly onProgress: ((rows: number) => void) | undefined;
}

/** Maps the server's line of one connection's COPY back to the row of the source. */
const rowOfLine = (sent: readonly Chunk[], line: number): number | undefined => {
  let before = 0;
  for (const { first, count } of sent) {
    if (line <= before + count) return first + line - before - 1;
    before += count;
  }
  return undefined;
};

const loadOne = async (session: Session, table: Table, into: string, chunks: Channel<Chunk>): Promise<void> => {
  const encoder = rowEncoder('binary', table);
  const sink = openCopy(session, copySql(table, 'binary', into));
  const sent: Chunk[] = [];
  const nothing = Buffer.alloc(0);
  try {
    const edge = new ByteWriter();
    encoder.header(edge);
    await sink.write(edge.take());
    for (let chunk = await chunks.take(); chunk !== undefined; chunk = await chunks.take()) {
      session.stop.throwIfAborted();
      sent.push({ ...chunk, bytes: nothing });
      await sink.write(chunk.bytes);
    }
    session.stop.throwIfAborted();
    encoder.trailer(edge);
    await sink.write(edge.take());
    await sink.finish();
  } catch (error) {
    await sink.cancel(error instanceof Error ? error : new Error(String(error)));
    throw toBulkError(error, table.name, (line) => rowOfLine(sent, line));
  }
};

/** One encoder feeds all connections, whichever is free. Resolves when each has committed its share. */
export const loadParallel = async <C extends Columns>(
  rows: Rows<Row<C>>,
  { table, loaders, stop, onProgress }: ParallelLoad<C>,
): Promise<{ rows: number; roundTrips: number }> => {
  const chunks = new Channel<Chunk>(loaders.length);
  const failure = new AbortController();
  const signal = AbortSignal.any([stop, failure.signal]);
  const giveUp = (error: unknown): never => {
    failure.abort(error);
    chunks.close();
    throw error;
  };
  const onStop = () => chunks.close();
  stop.addEventListener('abort', onStop);
  const produce = async (): Promise<number> => {
    const encoder = rowEncoder('binary', table);
    const writer = new ByteWriter();
    let first = 1;
    const send = async (position: number): Promise<void> => {
      await chunks.push({ bytes: writer.take(), first, count: position - first + 1 });
      first = position + 1;
      reportProgress(onProgress, position);
    };
    const total = await forEachRow(rows, signal, (row, position) => {
      encoder.row(writer, row, position);
      return writer.at >= chunkBytes ? send(position) : undefined;
    });
    if (writer.at > 0) await send(total);
    chunks.close();
    return total;
  };
  try {
    const loads = loaders.map(({ client, into }) =>
      withSession(client, { table: table.name, signal }, (session) => loadOne(session, table, into, chunks)).catch(
        giveUp,
      ),
    );
    const produced = produce().catch(giveUp);
    const outcomes = await Promise.allSettled([produced, ...loads]);
    // The first failure is the cause; the others only followed it.
    if (failure.signal.aborted) throw failure.signal.reason;
    stop.throwIfAborted();
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    let roundTrips = 0;
    for (const value of done) if (typeof value === 'object') roundTrips += value.roundTrips;
    return { rows: await produced, roundTrips };
  } finally {
    stop.removeEventListener('abort', onStop);
  }
};
