import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { benchResultSchema } from '@lab/bench';
import { afterAll, beforeAll, expect, it } from 'vitest';

const host = fileURLToPath(new URL('./fixtures/bench-host.ts', import.meta.url));
const lockName = `backend-lab/test-${randomUUID()}`;
const scope = new AsyncDisposableStack();
let labRoot: string;

beforeAll(async () => {
  labRoot = await mkdtemp(join(tmpdir(), 'lab-bench-'));
  scope.defer(() => rm(labRoot, { recursive: true, force: true }));
});
afterAll(() => scope.disposeAsync());

const start = (...argv: string[]) => {
  const { DATABASE_URL: _, BENCH_DATABASE_URL: __, CI: ___, INIT_CWD: ____, ...env } = process.env;
  const child: ChildProcess = spawn(process.execPath, [host, labRoot, lockName, ...argv], {
    env: { ...env, NO_COLOR: '1' },
    // A process group of its own, because Ctrl-C at a terminal reaches every process of the group, not only the first.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  const interrupt = () => child.pid !== undefined && process.kill(-child.pid, 'SIGINT');
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { interrupt, output, exit };
};

const until = async (what: string, happened: () => boolean): Promise<void> => {
  for (const deadline = Date.now() + 30_000; !happened(); await delay(25))
    if (Date.now() > deadline) throw new Error(`timed out: ${what}`);
};

const left = (): number =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(labRoot);
    } catch {
      return false;
    }
  }).length;

const readResult = async (file: string) =>
  benchResultSchema.parse(JSON.parse(await readFile(join(labRoot, file), 'utf8')));

it('shows progress as lines where there is no terminal, then table, verdict, command and file', async () => {
  const { output, exit } = start('fixture', '--rounds', '2', '--rows', '800', '--json', 'out.json');
  expect(await exit).toBe(0);
  expect(output.stderr).toMatch(/warm-up: One statement .* rows\/s/);
  expect(output.stderr).toMatch(/\d of 9 samples/);
  expect(output.stdout).toContain('order of the samples');
  expect(output.stdout).toMatch(
    /One statement wrote .* times as many rows per second as Row by row|Two statements wrote/,
  );
  expect(output.stdout).toContain('repeat  npx pnpm@12 bench fixture --workload create --rounds 2 --seed 1 --rows 800');
  expect(output.stdout).toContain(`stored  ${join(labRoot, 'out.json')}`);
  expect((await readResult('out.json')).status).toBe('finished');
});

it('keeps finished rounds on the first Ctrl-C and still writes the file', async () => {
  const flags = ['--rounds', '3', '--rows', '300', '--sabotage', 'hang', '--sabotage-from', '2', '--json', 'cut.json'];
  const { interrupt, output, exit } = start('fixture', ...flags);
  await until('the hanging sample runs', () => /Round 2 of 3.*One statement/.test(output.stderr));
  interrupt();
  expect(await exit).toBe(130);
  expect(output.stdout).toContain('Stopped after 1 of 3 rounds.');
  const result = await readResult('cut.json');
  expect(result.status).toBe('partial');
  expect(result.samples.filter(({ round, status }) => round === 1 && status === 'ok')).toHaveLength(3);
  expect(left()).toBe(0);
});

it('quits at once on the second Ctrl-C and leaves no process', async () => {
  const { interrupt, output, exit } = start('fixture', '--rounds', '3', '--rows', '300', '--sabotage', 'hang');
  await until('the hanging sample runs', () => /One statement 0 of 300/.test(output.stderr));
  interrupt();
  await until('the first one is heard', () => output.stderr.includes('Once more to quit'));
  interrupt();
  expect(await exit).toBe(130);
  await until('nothing is left', () => left() === 0);
});

it('exits with 1 and names the variant when a result is wrong', async () => {
  const { output, exit } = start(
    'fixture',
    '--rounds',
    '1',
    '--rows',
    '300',
    '--sabotage',
    'drop-row',
    '--json',
    'wrong.json',
  );
  expect(await exit).toBe(1);
  expect(output.stdout).toMatch(/One statement failed in 2 of 2 samples: Wrong result: expected 300 rows/);
  expect((await readResult('wrong.json')).status).toBe('failed');
});

it('exits with 1 and keeps what it has when the server is lost on the way', async () => {
  const { output, exit } = start(
    'fixture',
    '--rounds',
    '2',
    '--rows',
    '300',
    '--sabotage',
    'hang',
    '--sabotage-from',
    '1',
    '--json',
    'lost.json',
  );
  await until('the hanging sample runs', () => /Round 1 of 2.*One statement/.test(output.stderr));
  const [pid] = readFileSync(join(labRoot, '.lab/bench/postgres/postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
  expect(await exit).toBe(1);
  expect(output.stderr).toMatch(/PostgreSQL at .* cannot be reached/);
  expect((await readResult('lost.json')).samples.filter(({ status }) => status === 'ok').length).toBeGreaterThanOrEqual(
    3,
  );
});

it('refuses a file that cannot be written before it measures', async () => {
  const { output, exit } = start('fixture', '--json', 'no/such/folder/out.json');
  expect(await exit).not.toBe(0);
  expect(output.stderr).toContain('the folder must exist and be writable');
});

it('starts nothing when the input is wrong', async () => {
  const fresh = join(labRoot, 'fresh');
  const child = spawn(process.execPath, [host, fresh, lockName, 'fixture', '--rows', '0'], { stdio: 'ignore' });
  expect(await new Promise((resolve) => child.once('close', resolve))).not.toBe(0);
  expect(existsSync(fresh)).toBe(false);
});
