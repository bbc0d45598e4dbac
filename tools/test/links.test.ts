// Every relative link of every Markdown file leads to a file, and its #anchor to a heading.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const documents = globSync('**/*.md', { cwd: root, exclude: ['**/node_modules', '**/.*', 'test-results'] }).sort();

/** Prose only: what looks like a link in code is none. */
const proseOf = (file: string): string =>
  readFileSync(file, 'utf8')
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ''));

/** As GitHub names them: lower case, without punctuation, blanks as hyphens. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const anchorsOf = (file: string): readonly string[] =>
  [...proseOf(file).matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

/** What is wrong with a link of a document; undefined when it leads somewhere. */
const problemOf = (document: string, target: string): string | undefined => {
  const [path = '', anchor] = target.split('#', 2);
  const file = path === '' ? document : resolve(dirname(document), decodeURIComponent(path));
  if (relative(root, file).startsWith('..')) return `${target} leads out of the checkout`;
  if (!existsSync(file)) return `${target} does not exist`;
  if (anchor && statSync(file).isFile() && file.endsWith('.md') && !anchorsOf(file).includes(anchor))
    return `${target} has no such heading`;
  return undefined;
};

const linksOf = (document: string): readonly string[] => {
  const prose = proseOf(document);
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const references = [...prose.matchAll(/^\[[^\]]+\]:\s+<?(\S+?)>?(?:\s+"[^"]*")?$/gm)];
  return [...inline, ...references].flatMap(([, target]) =>
    target && !/^[a-z][a-z+.-]*:/i.test(target) ? [target] : [],
  );
};

test.each(documents)('every link of %s leads somewhere', (name) => {
  const document = resolve(root, name);
  expect(linksOf(document).flatMap((target) => problemOf(document, target) ?? [])).toEqual([]);
});

test('links were found, so that the test above can fail', () => {
  expect(documents).toContain('README.md');
  expect(linksOf(resolve(root, 'README.md'))).toContain('docs/ARCHITECTURE.md');
  expect(problemOf(resolve(root, 'README.md'), 'docs/NOWHERE.md')).toBe('docs/NOWHERE.md does not exist');
  expect(problemOf(resolve(root, 'README.md'), 'docs/ARCHITECTURE.md#nowhere')).toContain('has no such heading');
});

test('a decision has a number of its own', () => {
  const numbers = documents.flatMap((name) => /^docs\/decisions\/(\d{4})-/.exec(name)?.[1] ?? []);
  expect(numbers.length).toBeGreaterThan(0);
  expect(numbers).toEqual([...new Set(numbers)]);
});
