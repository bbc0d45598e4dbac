import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { RunnerEvent } from '@lab/bench';
import type { ForkRunOptions, RunRequest } from '@lab/runs/child';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitionUrl, lockName, startForked } from './support/start-forked.ts';

const scope = new AsyncDisposableStack();
let labRoot: string;

beforeAll(async () => {
  labRoot = await mkdtemp(join(tmpdir(), 'child-'));
  scope.defer(() => rm(labRoot, { recursive: true, force: true }));
});
afterAll(() => scope.disposeAsync());

const start = (request?: Partial<RunRequest>, options?: Partial<ForkRunOptions>) =>
  startForked(labRoot, request, options);

const until = async <T>(what: string, find: () => T | undefined | false): Promise<T> => {
  for (const deadline = Date.now() + 30_000; ; await delay(25)) {
    const found = find();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`timed out: ${what}`);
  }
};

/** Processes of this test: everything whose command line names its folder, and every measuring process. */
const processesOf = (text: string): number[] =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    });

/** A process that has ended but was not waited for has no command line any more. */
const runs = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
};

const holderOfLock = () =>
  new Promise<{ readonly pid: number } | undefined>((resolve) => {
    const socket = connect({ path: `\0${lockName}` });
    socket.once('data', (data) => {
      socket.destroy();
      resolve(JSON.parse(data.toString()));
    });
    socket.once('error', () => resolve(undefined));
  });

const hangs = (events: readonly RunnerEvent[]) =>
  events.some((event) => event.type === 'progress' && event.progress.current?.variant === 'one-statement');

const hanging = { variants: ['one-statement'], params: { rows: 500, sabotage: 'hang' } };

describe.runIf(process.platform === 'linux')('forkRun', { timeout: 90_000 }, () => {
  it('measures in a private durable cluster, which is gone afterwards', async () => {
    const { result, events } = start();
    const { status, environment, plan } = await result;
    expect(status).toBe('finished');
    expect(plan.tau).toBe(0.05);
    expect(environment.postgres).toMatchObject({
      server: 'private',
      settings: {
        fsync: 'on',
        synchronous_commit: 'on',
        full_page_writes: 'on',
        autovacuum: 'off',
        max_wal_size: '8GB',
      },
    });
    expect(events.at(-1)?.type).toBe('finished');
    expect(processesOf(labRoot)).toEqual([]);
    expect(existsSync(join(labRoot, '.lab/bench/scratch')) && readdirSync(join(labRoot, '.lab/bench/scratch'))).toEqual(
      [],
    );
  });

  it('waits for the run that holds the machine and says who that is', async () => {
    const stop = new AbortController();
    const first = start(hanging, { signal: stop.signal });
    await until('the first one measures', () => hangs(first.events));
    const holder = await holderOfLock();
    const second = start();
    const note = await until(
      'the second one waits',
      () =>
        second.events.flatMap((event) =>
          event.type === 'progress' && event.progress.phase === 'waiting' ? [event.progress.note ?? ''] : [],
        )[0],
    );
    expect(note).toMatch(
      new RegExp(`^Waits for fixture create \\(process ${holder?.pid}\\), which has been measuring since`),
    );
    stop.abort();
    await expect(first.result).resolves.toMatchObject({ status: 'partial' });
    expect((await second.result).status).toBe('finished');
  });

  it('can be cancelled while it waits', async () => {
    const stopFirst = new AbortController();
    const first = start(hanging, { signal: stopFirst.signal });
    await until('the first one measures', () => hangs(first.events));
    const stop = new AbortController();
    const second = start({}, { signal: stop.signal });
    await until('the second one waits', () => second.events.length > 0);
    stop.abort();
    await expect(second.result).rejects.toMatchObject({ name: 'LabError', code: 'cancelled' });
    stopFirst.abort();
    await first.result;
  });

  it('says that the measuring process was killed; nothing is left, and the run goes on after its last round', async () => {
    const request = { runId: v7(), rounds: 2, params: { rows: 500, sabotage: 'hang', sabotageFrom: 2 } };
    const first = start(request);
    await until('round 2 hangs', () =>
      first.events.some(
        (event) =>
          event.type === 'progress' &&
          event.progress.round === 2 &&
          event.progress.current?.variant === 'one-statement',
      ),
    );
    const holder = await holderOfLock();
    if (!holder) throw new Error('nobody holds the lock');
    process.kill(holder.pid, 'SIGKILL');
    await expect(first.result).rejects.toMatchObject({
      code: 'measuring-stopped',
      message: /SIGKILL.*finished rounds are kept/,
    });
    await until('cluster and sample are gone', () => processesOf(labRoot).length === 0);

    const header = first.events.find((event) => event.type === 'started')?.header;
    if (!header) throw new Error('no header');
    const samples = first.events.flatMap((event) => (event.type === 'sample' ? [event.sample] : []));
    const stop = new AbortController();
    const second = start({ ...request, resume: { header, samples } }, { signal: stop.signal });
    await until('it hangs in round 2 again', () => hangs(second.events));
    stop.abort();
    const result = await second.result;
    expect(result.status).toBe('partial');
    expect(
      new Set(second.events.flatMap((event) => (event.type === 'sample' ? [event.sample.round] : []))).has(1),
    ).toBe(false);
    expect(result.samples.filter(({ round, status }) => round === 1 && status === 'ok')).toHaveLength(2);
  });

  it('ends a sample that never answers as an error of the run, and leaves nothing', async () => {
    const { result } = start({ ...hanging, rounds: 1, sampleLimitSeconds: 3 });
    const { status, samples, verdict } = await result;
    expect(status).toBe('failed');
    expect(samples.map(({ round, status: outcome, error }) => [round, outcome, error])).toEqual(
      [0, 1].map((round) => [
        round,
        'error',
        'One statement had not finished after 3.00 s, the most that one sample may take, so it was ended.',
      ]),
    );
    expect(verdict).toMatch(/^No round was finished.*One statement failed in 2 of 2 samples: One statement had not/);
    expect(processesOf(labRoot)).toEqual([]);
  });

  it('says that the server is gone when Postgres is killed, and the next run starts it again', async () => {
    const first = start(hanging);
    await until('it measures', () => hangs(first.events));
    const [pid] = readFileSync(join(labRoot, '.lab/bench/postgres/postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await expect(first.result).rejects.toMatchObject({ name: 'LabError', code: 'database-unreachable' });
    await until('nothing is left', () => processesOf(labRoot).length === 0);
    expect((await start().result).status).toBe('finished');
  });

  it('leaves no process behind when its host is killed', async () => {
    const host = spawn(
      process.execPath,
      [fileURLToPath(new URL('./forked-host.ts', import.meta.url)), labRoot, lockName, definitionUrl],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise((resolve) => host.stdout.once('data', resolve));
    const holder = await holderOfLock();
    expect(processesOf(labRoot).length).toBeGreaterThan(1);
    host.kill('SIGKILL');
    await until('all are gone', () => processesOf(labRoot).length === 0 && !(holder && runs(holder.pid)));
    expect((await start().result).status).toBe('finished');
  });

  it('ends the run with what its sink throws', async () => {
    const refusal = new Error('the lease was lost');
    const { result } = start(
      { rounds: 5 },
      { onEvent: (event) => (event.type === 'sample' ? Promise.reject(refusal) : undefined) },
    );
    await expect(result).rejects.toBe(refusal);
    expect(processesOf(labRoot)).toEqual([]);
  });

  it('refuses bad input before it waits for anything', async () => {
    const { result, events } = start({ rounds: 0 });
    await expect(result).rejects.toMatchObject({ name: 'LabError', code: 'out-of-range' });
    expect(events.filter(({ type }) => type === 'progress')).toEqual([]);
  });

  it('does not let an A/A run of short samples change the verdicts of later runs', async () => {
    const noise = await start({ aa: true, rounds: 6, params: { rows: 200 } }).result;
    expect(noise.verdict).toMatch(/is not used for other runs, because (samples were shorter|the machine was busy)/);
    const { plan, notes } = await start({ params: { rows: 200 } }).result;
    expect(plan.tau).toBe(0.05);
    expect(notes.filter((note) => note.includes('A/A run'))).toEqual([]);
  });

  it('takes the threshold from an A/A run of the same plan, says so, and repeats it in its command', async () => {
    const params = { rows: 300, sabotage: 'none', sabotageFrom: 0 };
    const floor = {
      ...{ experiment: 'fixture', workload: 'create', server: 'private', variant: 'one-statement', params, tau: 0.08 },
      ...{ runId: v7(), measuredAt: '2026-11-20T10:00:00.000Z' },
    };
    await mkdir(join(labRoot, '.lab/bench'), { recursive: true });
    await writeFile(join(labRoot, '.lab/bench/noise-floor.json'), JSON.stringify([floor]));
    const { plan, notes } = await start({ params: { rows: 300 } }).result;
    expect(plan.tau).toBe(0.08);
    expect(plan.command).toMatch(/ --tau 0\.08$/);
    expect(notes).toContain('Differences under 8 % do not count: A/A run of 2026-11-20, one-statement against itself.');
    expect((await start({ params: { rows: 300 }, tau: 0.06 }).result).plan.tau).toBe(0.06);
  });
});
