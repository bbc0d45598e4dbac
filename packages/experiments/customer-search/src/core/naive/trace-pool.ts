import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool } from 'pg';
import type { RequestTrace } from '../customer-reader.ts';

const current = new AsyncLocalStorage<RequestTrace>();

/** Whatever `work` sends through a traced pool is noted in `trace`, and nothing that other requests send meanwhile. */
export const withTrace = <T>(trace: RequestTrace, work: () => Promise<T>): Promise<T> => current.run(trace, work);

const isQuery = (sent: unknown): sent is { text: string; values?: readonly unknown[] } =>
  typeof sent === 'object' && sent !== null && 'text' in sent && typeof sent.text === 'string';

const statementOf = ([query, values]: readonly unknown[]) => {
  if (isQuery(query)) return { text: query.text, values: query.values ?? [] };
  return { text: String(query), values: Array.isArray(values) ? values : [] };
};

/**
 * Notes every statement of this pool in the trace of the request that sends it: here, where it leaves for the server, because an ORM
 * does not say how many statements one of its calls becomes. The pool's own events would not do: they are raised by whatever request
 * gives its connection back. Statements of a client that was lent out are not seen.
 */
export const tracePool = (pool: Pool): void => {
  const { query } = pool;
  const traced = (...sent: readonly unknown[]): unknown => {
    const trace = current.getStore();
    if (trace) {
      trace.queries++;
      trace.statements?.push(statementOf(sent));
    }
    return Reflect.apply(query, pool, sent);
  };
  Object.defineProperty(pool, 'query', { value: traced });
};
