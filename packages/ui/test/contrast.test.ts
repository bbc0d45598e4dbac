import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const css = await readFile(new URL('../src/styles.css', import.meta.url), 'utf8');

const tokensOf = (selector: string): Record<string, string> => {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
};

/** WCAG 2.2, relative luminance. */
const luminance = (hex: string): number => {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};

const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
};

const texts = ['foreground', 'muted-foreground', 'subtle-foreground', 'brand', 'good', 'warn', 'bad'];
const papers = ['background', 'card', 'popover', 'muted'];
const softPairs = ['brand', 'good', 'warn', 'bad'].map((tone) => [tone, `${tone}-soft`] as const);
const marks = ['naive', 'reference', 'input', ...Array.from({ length: 8 }, (_, i) => `variant-${i + 1}`)];

describe.each([':root', '.dark'])('contrast of %s', (selector) => {
  const token = tokensOf(selector);
  const of = (name: string): string => {
    const value = token[name];
    if (!value) throw new Error(`${selector} has no --${name}`);
    return value;
  };

  it.each(texts.flatMap((text) => papers.map((paper) => [text, paper] as const)))('text %s on %s', (text, paper) => {
    expect(contrast(of(text), of(paper))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(softPairs)('text %s on %s', (text, paper) => {
    expect(contrast(of(text), of(paper))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(marks)('mark %s on card', (mark) => {
    expect(contrast(of(mark), of('card'))).toBeGreaterThanOrEqual(3);
  });
});
