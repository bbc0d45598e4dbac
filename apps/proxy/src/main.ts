// Composition of the proxy process: environment in, listening, drained on a signal.
import { pino } from 'pino';
import { createProxy } from './create-proxy.ts';
import { readEnv } from './env.ts';

const drainDeadlineMs = 8_000;

const readEnvOrExit = () => {
  try {
    return readEnv();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
};

const env = readEnvOrExit();
const logger = pino({ level: env.LOG_LEVEL, name: 'proxy' });
const proxy = createProxy({ logger });

let stopping = false;
const stop = async (signal: string) => {
  if (stopping) process.exit(1); // The second signal means now.
  stopping = true;
  logger.info({ signal }, 'stopping');
  await proxy.drain(drainDeadlineMs);
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));

try {
  await proxy.app.listen({ host: env.HOST, port: env.PORT });
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(taken ? `PORT ${env.PORT} on ${env.HOST} is taken; choose another.` : String(error));
  process.exit(taken ? 2 : 1);
}
