// A real generator as a process of its own, for tests that kill it.
import { generateCustomers } from '../../src/core/data/generate-customers.ts';

const [connectionString = '', customers = '0', mode = 'top-up'] = process.argv.slice(2);
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
try {
  const generated = await generateCustomers({
    connectionString,
    customers: Number(customers),
    seed: 1,
    workers: 2,
    mode: mode === 'replace' ? 'replace' : 'top-up',
    signal: stop.signal,
    onProgress: (progress) => process.send?.(progress),
  });
  process.send?.(generated);
} catch (error) {
  process.exitCode = stop.signal.aborted ? 130 : 1;
  if (!stop.signal.aborted) console.error(error);
}
process.disconnect?.();
