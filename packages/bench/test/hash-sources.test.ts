import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { hashSources } from '../src/runner/hash-sources.ts';

it('changes with every file of a folder and with a file that is named itself', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sources-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'bench/deep'), { recursive: true });
  const write = (path: string, text: string) => writeFile(join(root, path), text);
  await write('bench/deep/measure.ts', 'measure');
  await write('contract.ts', 'contract');
  await write('other.ts', 'other');
  const hash = () => hashSources(['bench/', 'contract.ts'].map((path) => new URL(path, pathToFileURL(`${root}/`))));
  const first = await hash();
  await write('other.ts', 'another');
  expect(await hash()).toBe(first);
  await write('contract.ts', 'contrary');
  const second = await hash();
  await write('bench/deep/measure.ts', 'measured');
  expect(new Set([first, second, await hash()]).size).toBe(3);
});
