import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadReportSchema } from '@lab/bench';
import { LatencyHistogram, type LoadPlan, type LoadReport, openGenerator, runLoad } from '@lab/bench/load';
import { expect, it } from 'vitest';
import { openSmallServer, stallOnce } from './support/small-server.ts';

const terms = Array.from({ length: 20 }, (_, i) => ({ method: 'GET' as const, path: `/search?q=${i}` }));
const signal = new AbortController().signal;

const open = (plan: { readonly target: string } & Partial<Extract<LoadPlan, { mode: 'open' }>>): LoadPlan => ({
  ...{ mode: 'open', requests: terms, seed: 1, seconds: 1, ratePerSecond: 100 },
  ...plan,
});

const closed = (plan: { readonly target: string } & Partial<Extract<LoadPlan, { mode: 'closed' }>>): LoadPlan => ({
  ...{ mode: 'closed', requests: terms, seed: 1, seconds: 1, concurrency: 1 },
  ...plan,
});

const balanced = (report: LoadReport) => {
  expect(loadReportSchema.parse(structuredClone(report))).toEqual(report);
  expect(report.completed + report.failed).toBe(report.sent);
  expect(Object.values(report.failures).reduce((sum, count) => sum + count, 0)).toBe(report.failed);
  expect(report.latency.count).toBe(report.sent + report.dropped);
  expect(LatencyHistogram.decode(report.histogram).summary()).toEqual(report.latency);
};

it('shows a stall of the server to every request that was due meanwhile, and the closed loop to one only', async () => {
  // 300 ms of 2 s at 200 requests a second: 60 of 400 requests wait, evenly from 300 ms down to none.
  const plan = { seconds: 2, warmUpSeconds: 0.2 };
  const first = stallOnce(140, 300);
  await using firstServer = await openSmallServer(first.answer);
  const opened = await runLoad(open({ ...plan, target: firstServer.target, ratePerSecond: 200 }), { signal });
  balanced(opened);
  expect([opened.sent, opened.failed, opened.dropped]).toEqual([400, 0, 0]);
  expect(opened.offeredPerSecond).toBe(200);
  expect(opened.niceness).toBeLessThanOrEqual(0);
  // A twentieth are 20 requests: those that were due in the first 100 ms, and had 200 ms before them.
  expect(opened.latency.p95Ms).toBeGreaterThan(190);

  const second = stallOnce(20, 300);
  await using secondServer = await openSmallServer(second.answer);
  const asked = await runLoad(closed({ seconds: 2, target: secondServer.target }), { signal });
  balanced(asked);
  expect(secondServer.seen.length).toBeGreaterThan(20);
  expect(second.held()).toBe(1);
  expect(asked.latency.maxMs).toBeGreaterThan(290);
  expect([asked.offeredPerSecond, asked.late, asked.concurrency]).toEqual([undefined, undefined, 1]);
});

it('counts latency from when a request was due, also when the generator itself could not send it', async () => {
  await using server = await openSmallServer((_, response) => response.end('ok'));
  await using generator = await openGenerator({ signal });
  const { pid } = generator;
  if (pid === undefined) throw new Error('The generator has no process.');
  let stopped = false;
  const report = await generator.measure(open({ target: server.target, ratePerSecond: 200, seconds: 2 }), () => {
    // A generator without a processor, for half a second.
    if (stopped) return;
    stopped = true;
    process.kill(pid, 'SIGSTOP');
    setTimeout(() => process.kill(pid, 'SIGCONT'), 500);
  });
  balanced(report);
  expect(report.sent).toBe(400);
  expect(report.late).toBeGreaterThan(80);
  expect(report.lag?.maxMs).toBeGreaterThan(450);
  expect(report.latency.p95Ms).toBeGreaterThan(150);
  expect(report.valid).toBe(false);
  expect(report.invalidReason).toMatch(/^the load generator .* \(limit \d+ %\)$/);
});

it('gives up after the time-out, drops what is due while too many are under way, and lets neither look fast', async () => {
  await using server = await openSmallServer(() => {});
  const plan = open({ target: server.target, seconds: 0.5, mostInFlight: 5, timeoutSeconds: 3 });
  const report = await runLoad(plan, { signal });
  balanced(report);
  expect([report.sent, report.dropped, report.completed]).toEqual([5, 45, 0]);
  expect(report.failures).toEqual({ 'time-out': 5 });
  expect(report.achievedPerSecond).toBe(0);
  expect(report.latency.p50Ms).toBeGreaterThan(2990);
  expect(report.notes).toContain(
    '50 of 50 requests failed or were dropped; in the latencies they count with the time-out of 3.00 s.',
  );
});

it('says why requests failed', async () => {
  await using server = await openSmallServer((request, response, index) => {
    if (request.url === '/short') return response.end('1234');
    if (request.url === '/created') return response.writeHead(201).end('made');
    if (index % 4 === 1) return response.writeHead(503).end('later');
    if (index % 4 === 2) return response.destroy();
    return response.end('ok');
  });
  const target = server.target;
  const mixed = await runLoad(closed({ target, seconds: 0.3 }), { signal });
  balanced(mixed);
  expect(Object.keys(mixed.failures)).toEqual(['connection', 'status 503']);
  expect(mixed.completed).toBeGreaterThan(0);
  // A refusal is no latency: it counts as if the answer had never come.
  expect(mixed.latency.maxMs).toBeGreaterThan(9990);

  const seconds = 0.2;
  const short = { method: 'GET', path: '/short' } as const;
  const wrong = await runLoad(closed({ target, seconds, requests: [{ ...short, expect: { bytes: 5 } }] }), { signal });
  expect(wrong.failures).toEqual({ 'body length': wrong.sent });
  const right = await runLoad(closed({ target, seconds, requests: [{ ...short, expect: { bytes: 4 } }] }), { signal });
  expect([right.failed, right.bytesReceived]).toEqual([0, 4 * right.sent]);
  const made = {
    method: 'POST',
    path: '/created',
    body: '{"é":1}',
    headers: { 'content-type': 'application/json' },
  } as const;
  const posted = await runLoad(closed({ target, seconds, requests: [{ ...made, expect: { status: 201 } }] }), {
    signal,
  });
  expect(posted.failed).toBe(0);
  const unexpected = await runLoad(closed({ target, seconds, requests: [{ ...made, expect: { status: 200 } }] }), {
    signal,
  });
  expect(unexpected.failures).toEqual({ 'status 201': unexpected.sent });
});

it('fails every request when nobody listens', async () => {
  const server = await openSmallServer(() => {});
  await server[Symbol.asyncDispose]();
  const report = await runLoad(open({ target: server.target, seconds: 0.2 }), { signal });
  expect([report.sent, report.failures]).toEqual([20, { connection: 20 }]);
});

it('sends the same requests in the same order for the same seed, and another order in the warm-up', async () => {
  const few = terms.slice(0, 7);
  const plan = { seconds: 1, requests: few };
  const sent = async (seed: number, warmUpSeconds: number) => {
    await using server = await openSmallServer((_, response) => response.end('ok'));
    await using generator = await openGenerator({ signal });
    const load = closed({ ...plan, target: `${server.target}/base/`, seed, warmUpSeconds });
    const warmUp = await generator.warmUp(load);
    await generator.measure(load);
    const { sent: before = 0 } = warmUp ?? {};
    return { warm: server.seen.slice(0, before), measured: server.seen.slice(before) };
  };
  const [{ measured: first }, { measured: second }, { measured: other }] = [
    await sent(7, 0),
    await sent(7, 0),
    await sent(8, 0),
  ];
  const count = Math.min(first.length, second.length);
  expect(count).toBeGreaterThan(few.length);
  expect(new Set(first.slice(0, few.length))).toEqual(new Set(few.map(({ path }) => `GET /base${path}`)));
  expect(second.slice(0, count)).toEqual(first.slice(0, count));
  expect(other.slice(0, few.length)).not.toEqual(first.slice(0, few.length));
  const { warm, measured } = await sent(7, 0.5);
  expect(measured.slice(0, few.length)).toEqual(first.slice(0, few.length));
  expect(warm.slice(0, few.length)).not.toEqual(first.slice(0, few.length));
});

it('takes virtual users up, holds them and takes them down, and says that think time bounds them', async () => {
  let together = 0;
  let most = 0;
  await using server = await openSmallServer((_, response) => {
    most = Math.max(most, ++together);
    setTimeout(() => {
      together--;
      response.end('ok');
    }, 20);
  });
  const step = (path: string) => ({ requests: [{ method: 'GET' as const, path }], thinkSeconds: 0.05 });
  const progress: (readonly [number, number])[] = [];
  const report = await runLoad(
    {
      mode: 'scenario',
      target: server.target,
      seed: 1,
      steps: [step('/list'), step('/search')],
      ...{ users: 10, rampUpSeconds: 0.5, holdSeconds: 1, rampDownSeconds: 0.5 },
    },
    { signal, progress: (done, total) => progress.push([done, total]) },
  );
  balanced(report);
  expect([report.mode, report.users, report.seconds, report.failed]).toEqual(['scenario', 10, 2, 0]);
  // 7.5 users in the mean, who think for 50 ms after each request.
  expect(report.thinkTimeBoundPerSecond).toBeCloseTo(150);
  expect(report.achievedPerSecond).toBeLessThan(150);
  expect(report.notes[0]).toBe(
    'Think time bounds this load: its users ask for at most 150 requests/s in the mean, however fast the server is.',
  );
  expect(most).toBeLessThanOrEqual(10);
  const [list, search] = ['GET /list', 'GET /search'].map((line) => server.seen.filter((seen) => seen === line).length);
  // Each user alternates, so at the end at most its last search is missing.
  expect((list ?? 0) - (search ?? 0)).toBeGreaterThanOrEqual(0);
  expect((list ?? 0) - (search ?? 0)).toBeLessThanOrEqual(10);
  expect(progress.length).toBeGreaterThan(1);
  expect(progress.at(-1)).toEqual([2, 2]);
});

it('stops at once when it is cancelled, and its process is gone', async () => {
  await using server = await openSmallServer((_, response) => response.end('ok'));
  const stop = new AbortController();
  const generator = await openGenerator({ signal: stop.signal });
  const reason = new Error('stopped by the test');
  const load = generator.measure(open({ target: server.target, seconds: 60 }), () => stop.abort(reason));
  await expect(load).rejects.toBe(reason);
  await generator[Symbol.asyncDispose]();
  expect(() => process.kill(generator.pid ?? 0, 0)).toThrow(/ESRCH/);
  await expect(generator.measure(open({ target: server.target }))).rejects.toBe(reason);
  await expect(runLoad(open({ target: server.target }), { signal: stop.signal })).rejects.toBe(reason);
});

it('says in one sentence that its process died', async () => {
  await using server = await openSmallServer((_, response) => response.end('ok'));
  await using generator = await openGenerator({ signal });
  const load = generator.measure(open({ target: server.target, seconds: 60 }), () => {
    if (generator.pid !== undefined) process.kill(generator.pid, 'SIGKILL');
  });
  await expect(load).rejects.toThrow(/^The load generator's process was ended by SIGKILL$/);
});

it.each<[Partial<Extract<LoadPlan, { mode: 'open' }>>, RegExp]>([
  [{ ratePerSecond: 0 }, /^The load cannot be run: ratePerSecond: /],
  [{ requests: [] }, /^The load cannot be run: requests: /],
  [
    { requests: [{ method: 'GET', path: '/a b' }] },
    /requests\.0\.path: a path starts with a slash and is percent-encoded/,
  ],
  [{ target: 'file:///etc' }, /^The load cannot be run: target: /],
])('refuses a plan that cannot be run: %j', async (wrong, message) => {
  const plan = open({ target: 'http://127.0.0.1:1', ...wrong });
  await expect(runLoad(plan, { signal })).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(message),
  });
});

it.runIf(process.platform === 'linux')('dies with the process that opened it, however that ends', async () => {
  await using server = await openSmallServer((_, response) => response.end('ok'));
  const program = fileURLToPath(new URL('./children/load-and-wait.ts', import.meta.url));
  const parent = spawn(process.execPath, [program, server.target], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(parent.stdout, 'data');
  const pid = Number.parseInt(String(line), 10);
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill('SIGKILL');
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 10_000 }).toBe(false);
});
