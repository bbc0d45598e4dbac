// The api is killed in the middle of a run. Real processes as `lab dev` starts them: the worker goes on without it, the
// supervisor starts it again, a page that listens comes back by itself, and nothing of the run is lost.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunView } from '@lab/runs';
import { expect, test } from 'vitest';
import { type Lab, labRoot, ownPorts, startLab, stateOf, survivors } from './start-lab.ts';

// a pass is quick; a machine that measures beside it makes it slow
const patienceMs = 300_000;
const variants = ['prisma-create-many', 'copy-text'];
const plan = (rounds: number) => ({
  experiment: 'bulk-writes',
  workload: 'create',
  variants,
  rounds,
  params: { rows: 500 },
});

/** What a page does: signs in once, asks, and keeps its cookie whatever happens to the server. */
const openPage = async (url: string, lab: Lab) => {
  const [, email, password] = /Sign in +(\S+), password (\S+)/.exec(lab.said()) ?? [];
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const dataOf = async <Data>(response: Response): Promise<Data> => {
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}: ${text}`);
    return JSON.parse(text).result.data;
  };
  return {
    start: async (rounds: number) => {
      const response = await fetch(`${url}/trpc/runs.start`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie },
        body: JSON.stringify(plan(rounds)),
      });
      return (await dataOf<{ id: string }>(response)).id;
    },
    view: async (id: string) =>
      dataOf<RunView>(
        await fetch(`${url}/trpc/runs.get?input=${encodeURIComponent(JSON.stringify({ id }))}`, {
          headers: { cookie },
        }),
      ),
    /** As an EventSource: connects again whenever the stream ends, with the id of the last event. */
    listen: (): { readonly streams: readonly string[] } & AsyncDisposable => {
      const leaving = new AbortController();
      const streams: string[] = [];
      const once = async () => {
        const last = [...streams.join('').matchAll(/^id: (.*)$/gm)].at(-1)?.[1];
        const response = await fetch(`${url}/trpc/runs.changes`, {
          headers: { accept: 'text/event-stream', cookie, ...(last ? { 'last-event-id': last } : {}) },
          signal: leaving.signal,
        });
        if (!response.ok) return;
        const index = streams.push('') - 1;
        for await (const chunk of response.body ?? []) streams[index] += Buffer.from(chunk).toString();
      };
      const listening = (async () => {
        while (!leaving.signal.aborted) {
          await once().catch(() => {});
          await sleep(100, undefined, { signal: leaving.signal }).catch(() => {});
        }
      })();
      return {
        streams,
        async [Symbol.asyncDispose]() {
          leaving.abort();
          await listening;
        },
      };
    },
  };
};

const okSamples = ({ result }: RunView) => (result?.samples ?? []).filter(({ status }) => status === 'ok');

test('SIGKILL of the api in the middle of a run: the run goes on, pages come back, the next run works', async () => {
  await using root = await labRoot();
  const ports = await ownPorts();
  // nobody reads these numbers, so they wait for no measurement of this machine and hold none up
  const env = { LAB_ROOT: root.path, MEASURING_LOCK: root.path, ...ports };
  await using lab = startLab(['dev', '--only', 'api,worker'], env);
  await lab.until('Ctrl-C', patienceMs);
  const page = await openPage(`http://localhost:${ports.PORT}`, lab);
  await using hints = page.listen();
  const id = await page.start(3);
  // two of eight samples are there
  await expect
    .poll(async () => okSamples(await page.view(id)).length, { timeout: patienceMs })
    .toBeGreaterThanOrEqual(2);
  const before = await page.view(id);
  expect(before.status).toBe('running');
  expect(hints.streams).toHaveLength(1);
  expect(hints.streams[0]).toContain(id);

  const { pids } = await stateOf(root.path, (state) => Boolean(state.pids.api && state.pids.worker));
  process.kill(pids.api ?? 0, 'SIGKILL');
  expect(await survivors({ api: pids.api ?? 0 })).toEqual([]);
  const after = await stateOf(root.path, (state) => Boolean(state.pids.api) && state.pids.api !== pids.api);
  expect(after.pids.worker).toBe(pids.worker);

  // the new process tells what the table holds: nothing that was measured is gone
  const view = async () => page.view(id).catch(() => undefined);
  await expect
    .poll(async () => (await view())?.result?.samples.length ?? 0, { timeout: patienceMs })
    .toBeGreaterThan(0);
  expect((await page.view(id)).result?.samples).toEqual(expect.arrayContaining([...(before.result?.samples ?? [])]));
  // the stream of the page is there again, and begins with "read everything again"
  await expect.poll(() => hints.streams[1] ?? '', { timeout: patienceMs }).toContain('"kind":"all"');

  await expect.poll(async () => (await page.view(id)).status, { timeout: patienceMs }).toBe('finished');
  const run = await page.view(id);
  const measured = okSamples(run).filter(({ round }) => round >= 1);
  for (const variant of variants)
    expect(measured.filter((sample) => sample.variant === variant).length).toBeGreaterThanOrEqual(3);
  expect(run.verdict).toContain('rows per second');
  // one worker from the beginning to the end: it did not even notice
  expect(run.history).toHaveLength(1);
  expect(lab.said()).toContain('! api: was ended by SIGKILL; starting it again');

  const next = await page.start(1);
  await expect.poll(async () => (await page.view(next)).status, { timeout: patienceMs }).toBe('finished');
  await expect.poll(() => hints.streams.at(-1)).toContain(next);
  const last = await stateOf(root.path);
  lab.signal('SIGINT');
  expect(await lab.exit).toBe(0);
  expect(await survivors(last.pids)).toEqual([]);
}, 900_000);
