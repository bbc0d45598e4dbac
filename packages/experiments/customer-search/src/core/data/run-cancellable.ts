import { sendCancel } from '@lab/bulk';
import type { Client } from 'pg';

/** Runs statements that may wait for others; an abort ends them on the server. @throws the signal's reason */
export const runCancellable = async (client: Client, signal: AbortSignal, sql: string): Promise<void> => {
  signal.throwIfAborted();
  let cancelled: Promise<void> | undefined;
  const stop = () => {
    cancelled = sendCancel(client);
  };
  signal.addEventListener('abort', stop);
  try {
    await client.query(sql);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', stop);
    await cancelled;
  }
};
