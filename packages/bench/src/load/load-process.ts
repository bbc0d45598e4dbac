// The load generator, in a process of its own: its garbage and its event loop are not those of what it measures. Forked by
// open-generator.ts. It lives from load to load, so that a window starts on connections that the warm-up has opened.

import { goFirst } from './go-first.ts';
import { type FromLoad, toLoadSchema } from './load-messages.ts';
import { runPhase } from './run-phase.ts';
import { Wire } from './wire.ts';

const niceness = goFirst();

const send = (message: FromLoad): void => {
  process.send?.(message, undefined, undefined, () => {});
};

let wire: { readonly target: string; readonly connections: Wire } | undefined;

const connectionsTo = (target: string): Wire => {
  if (wire?.target === target) return wire.connections;
  wire?.connections[Symbol.dispose]();
  const connections = new Wire(target);
  wire = { target, connections };
  return connections;
};

const execute = async (data: unknown): Promise<FromLoad> => {
  try {
    const { phase, plan } = toLoadSchema.parse(data);
    const connections = connectionsTo(plan.target);
    const progress = (done: number, total: number) => send({ type: 'progress', done, total });
    return { type: 'ended', report: await runPhase(plan, phase, { wire: connections, niceness }, progress) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
};

process.on('message', async (data) => send(await execute(data)));
// Whoever asked is gone, so nobody wants this load.
process.on('disconnect', () => process.exit(1));
