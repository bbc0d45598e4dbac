// A host without a framework, started with the environment that a test gives: it listens, and it stops as STOP says.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { z } from 'zod';
import { envField, envOrGiveUp, giveUp, listenOrGiveUp, onStopSignal, parseEnv } from '../../src/index.ts';

const schema = z.object({ PORT: envField.port(0), HOST: envField.host(), STOP: z.enum(['works', 'fails', 'hangs']) });
const env = envOrGiveUp(() => parseEnv(schema, process.env));
const server = createServer();
const say = (details: object, message: string) => console.log(message, JSON.stringify(Object.keys(details)));

onStopSignal(
  async () => {
    if (env.STOP === 'fails') throw new Error('it does not want to');
    if (env.STOP === 'hangs') await new Promise(() => {});
    server.close();
    await once(server, 'close');
    console.log('closed');
  },
  { deadlineMs: env.STOP === 'hangs' ? Number(process.env.DEADLINE_MS) : 10_000, log: { info: say, error: say } },
);

const listener = {
  async listen(address: { host: string; port: number }) {
    server.listen(address);
    await once(server, 'listening');
    const bound = server.address();
    return bound && typeof bound === 'object' ? `http://${bound.address}:${bound.port}` : giveUp('nowhere', 1);
  },
};
console.log(await listenOrGiveUp(listener, { host: env.HOST, port: env.PORT }));
