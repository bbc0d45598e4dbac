// Uses a queue whose server is not there, then closes everything: the process has to end by itself.
import { createQueueBackend, readQueueState, startJobWorker } from '../../src/server/index.ts';
import { work } from '../support/jobs.ts';

const backend = await createQueueBackend(JSON.parse(process.argv[2] ?? '{}'));
const worker = startJobWorker({ job: work, backend, process: async () => {} });
const { reachable } = await readQueueState(backend, [work]);
process.send?.(`reachable: ${reachable}`);
await worker.close();
await backend.close();
process.disconnect?.();
