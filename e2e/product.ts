// The real product for browser tests: `lab start` on the production build, or `lab dev` where a file asks for it
// (`test.use({ mode: 'development' })`), in a folder of its own, on free ports, once per worker, stopped at its end.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test as base, expect, type Page } from '@playwright/test';
import { readState } from '../packages/services/src/index.ts';

const checkout = resolve(import.meta.dirname, '..');
export type Mode = 'development' | 'production';

export interface Product {
  /** The front door, without a slash at its end. */
  readonly url: string;
  readonly email: string;
  readonly password: string;
}

const escapes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Address from the state of the checkout; the account from the panel, because nothing else tells the first password. */
const readProduct = async (root: string, output: string): Promise<Product | undefined> => {
  const text = output.replace(escapes, '');
  const email = /\S+@[\w.-]+/.exec(text)?.[0];
  const password = /password\W+(\S+)/i.exec(text)?.[1];
  const url = (await readState(root))?.frontDoorUrl;
  return url && email && password ? { url, email, password } : undefined;
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  child.kill('SIGINT');
  const stopped = await Promise.race([closed.then(() => true), delay(20_000, false)]);
  if (!stopped) {
    child.kill('SIGKILL');
    await closed;
    throw new Error('lab dev did not stop within 20 s of Ctrl-C.');
  }
};

const startProduct = async (
  root: string,
  mode: Mode,
): Promise<{ product: Product; child: ChildProcess; output: () => string }> => {
  const child = spawn(process.execPath, ['packages/cli/src/lab.ts', mode === 'production' ? 'start' : 'dev'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nobody reads these numbers, so they neither wait for a measurement on this machine nor hold one up.
    env: { ...process.env, LAB_ROOT: root, MEASURING_LOCK: root, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const deadline = Date.now() + 120_000;
  for (;;) {
    const product = await readProduct(root, output);
    if (product) return { product, child, output: () => output };
    if (child.exitCode !== null) throw new Error(`lab dev ended with ${child.exitCode}:\n${output}`);
    if (Date.now() > deadline) {
      await stop(child);
      throw new Error(`lab dev printed no panel within 120 s:\n${output}`);
    }
    await delay(100);
  }
};

/** Signs in through the same request as the form, for tests that are about something else. */
export const signIn = async (page: Page, { url, email, password }: Product): Promise<void> => {
  const response = await page.request.post(`${url}/api/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: url },
  });
  expect(response.status(), await response.text()).toBe(200);
};

export const test = base.extend<object, { mode: Mode; product: Product }>({
  mode: ['production', { option: true, scope: 'worker' }],
  product: [
    async ({ mode }, use, { workerIndex }) => {
      const root = await mkdtemp(join(tmpdir(), `lab-e2e-${workerIndex}-`));
      const { product, child, output } = await startProduct(root, mode);
      try {
        await use(product);
      } finally {
        try {
          await stop(child);
        } finally {
          if (process.env.LAB_E2E_LOG) console.log(output());
          await rm(root, { recursive: true, force: true });
        }
      }
    },
    { scope: 'worker', timeout: 150_000 },
  ],
});

export { expect };
