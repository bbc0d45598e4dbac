// Generates the Prisma client into src/generated. Does nothing when the schema and Prisma's version are those of last time,
// so that every entry point (install, dev, tests, type check) may call it. Plain JavaScript: `pnpm install` may run it on an old Node.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = dirname(fileURLToPath(import.meta.url));
const schemaFolder = join(home, 'prisma', 'schema');
const stampFile = join(home, 'src', 'generated', '.stamp');
const lockFile = join(home, 'src', '.generate.lock');
const prismaPackage = createRequire(import.meta.url).resolve('prisma/package.json');

const fingerprint = () => {
  const hash = createHash('sha256').update(JSON.parse(readFileSync(prismaPackage, 'utf8')).version);
  for (const file of readdirSync(schemaFolder).sort()) hash.update(file).update(readFileSync(join(schemaFolder, file)));
  return hash.digest('hex');
};

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Two generators at once would delete each other's files. */
const takeLock = () => {
  mkdirSync(dirname(lockFile), { recursive: true });
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      const file = openSync(lockFile, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(read(lockFile) ?? 0);
    if (holder > 0 && !isAlive(holder)) rmSync(lockFile, { force: true });
    else if (Date.now() > deadline)
      throw new Error(`Another prisma generate (process ${holder}) does not end; delete ${lockFile}.`);
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
};

if (read(stampFile) !== fingerprint()) {
  takeLock();
  try {
    const wanted = fingerprint();
    if (read(stampFile) !== wanted) {
      execFileSync(process.execPath, [join(dirname(prismaPackage), 'build', 'index.js'), 'generate', '--no-hints'], {
        cwd: home,
        stdio: ['ignore', 'pipe', 'pipe'],
        // The CLI insists on a native schema engine, which it would download, and then does not execute it for `generate`.
        env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', NO_COLOR: '1' },
      });
      writeFileSync(stampFile, wanted);
      console.log('Generated the Prisma client.');
    }
  } catch (error) {
    console.error(String(error.stderr || error.stdout || error.message));
    process.exitCode = 1;
  } finally {
    rmSync(lockFile, { force: true });
  }
}
