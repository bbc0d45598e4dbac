import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const checkout = resolve(import.meta.dirname, '../..');

/** Lints one planted file with this checkout's own configuration. */
const lint = (path: string, text: string) => {
  const root = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    cpSync(join(checkout, 'biome.json'), join(root, 'biome.json'));
    cpSync(join(checkout, 'tools/lint'), join(root, 'tools/lint'), { recursive: true });
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    const biome = join(checkout, 'node_modules/@biomejs/biome/bin/biome');
    const args = [biome, 'lint', '--vcs-enabled=false', '--colors=off', path];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    return { status, text: stdout + stderr };
  } finally {
    rmSync(root, { recursive: true });
  }
};

const readsEnvironment = 'export const home = process.env.HOME;\n';

describe('the environment is read in one place', () => {
  test.each(['packages/x/src/core/write.ts', 'packages/experiments/x/src/api/router.ts', 'apps/api/src/main.ts'])(
    '%s may not read it, and is told why',
    (path) => {
      const { status, text } = lint(path, readsEnvironment);
      expect(text).toContain('The environment is parsed once per app in env.ts');
      expect(status).toBe(1);
    },
  );

  test.each(['apps/api/src/env.ts', 'packages/cli/src/dev/start.ts', 'packages/x/test/x.test.ts'])('%s may', (path) => {
    expect(lint(path, readsEnvironment).status).toBe(0);
  });
});

describe('what type stripping or readers cannot bear', () => {
  test.each([
    ['an enum', 'export enum Colour {\n  Red,\n}\n', 'lint/style/noEnum'],
    [
      'a parameter property',
      'export class A {\n  constructor(readonly b: string) {}\n}\n',
      'lint/style/noParameterProperties',
    ],
    ['any', 'export const a = (b: any) => b;\n', 'lint/suspicious/noExplicitAny'],
    ['a non-null assertion', 'export const a = (b?: string) => b!;\n', 'lint/style/noNonNullAssertion'],
    ['export *', "export * from './other.ts';\n", 'lint/performance/noReExportAll'],
    ['a test that runs alone', "test.only('a', () => {});\n", 'lint/suspicious/noFocusedTests'],
    ['a test that is switched off', "test.skip('a', () => {});\n", 'lint/suspicious/noSkippedTests'],
  ])('%s', (_, text, rule) => {
    const result = lint('packages/x/src/planted.test.ts', text);
    expect(result.text).toContain(rule);
    expect(result.status).toBe(1);
  });
});
