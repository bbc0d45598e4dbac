// Puts load on a server for a minute and says which process does it. Its parent kills it; the generator must die too.
import { openGenerator } from '@lab/bench/load';

const [, , target = ''] = process.argv;
await using generator = await openGenerator({ signal: new AbortController().signal });
await generator.measure(
  { mode: 'open', target, requests: [{ method: 'GET', path: '/' }], seed: 1, seconds: 60, ratePerSecond: 50 },
  () => console.log(generator.pid),
);
