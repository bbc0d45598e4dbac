// A relay that dies after it has handed its messages to the queue and before it has marked them.
import { createPool } from '@lab/db';
import { createQueueBackend, type QueueBackend, startRelay } from '../../src/server/index.ts';
import { work } from '../support/jobs.ts';

const address = JSON.parse(process.argv[2] ?? '{}');
const real = await createQueueBackend(address);
const backend: QueueBackend = {
  ...real,
  queue: (job) => {
    const queue = real.queue(job);
    return {
      ...queue,
      async add(messages) {
        await queue.add(messages);
        process.kill(process.pid, 'SIGKILL');
      },
    };
  },
};
startRelay({
  pool: createPool({ connectionString: address.databaseUrl, applicationName: 'lab-dying-relay', max: 3 }),
  backend,
  jobs: [work],
});
