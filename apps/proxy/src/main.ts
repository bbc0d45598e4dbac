// Composition of the proxy process: environment in, listening, drained on a signal.
import { envOrGiveUp, listenOrGiveUp, onStopSignal } from '@lab/host';
import { pino } from 'pino';
import { createProxy } from './create-proxy.ts';
import { readEnv } from './env.ts';

const drainDeadlineMs = 8_000;

const env = envOrGiveUp(readEnv);
const logger = pino({ level: env.LOG_LEVEL, name: 'proxy' });
const proxy = createProxy({ logger });

onStopSignal(() => proxy.drain(drainDeadlineMs), { deadlineMs: drainDeadlineMs + 4000, log: logger });

await listenOrGiveUp(proxy.app, { host: env.HOST, port: env.PORT });
