import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(packageFolder, 'node_modules', '.bin', 'tsc');

test('packed and installed into an empty project the example of its README type-checks and runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-fractal-pack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await run('pnpm', ['pack', '--pack-destination', folder], { cwd: packageFolder });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const { stdout: listing } = await run('tar', ['-tzf', join(folder, String(tarball))]);
  for (const file of ['dist/fractal.js', 'dist/fractal.d.ts', 'README.md', 'LICENSE'])
    expect(listing).toContain(`package/${file}\n`);
  expect(listing).not.toMatch(/package\/(src|test)\//);

  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      ...{ name: 'empty', private: true, type: 'module' },
      dependencies: { '@lab/fractal': `file:./${tarball}` },
    }),
  );
  await run('pnpm', ['install', '--prefer-offline', '--ignore-workspace'], { cwd: folder });
  const readme = await readFile(join(packageFolder, 'README.md'), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';
  await writeFile(
    join(folder, 'main.ts'),
    `${example}\nconsole.log(JSON.stringify([counts.length, ...png.slice(1, 4)]));\n`,
  );
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, skipLibCheck: false, module: 'nodenext', target: 'es2024' },
      files: ['main.ts'],
    }),
  );
  const checked = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error);
  expect(checked.stdout).toBe('');
  const { stdout } = await run(process.execPath, ['main.ts'], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual([512 * 512, ...Buffer.from('PNG')]);
}, 180_000);
