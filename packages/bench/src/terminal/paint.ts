import picocolors from 'picocolors';
import type { VariantReport } from '../contract/result.ts';

/** Colours of picocolors, or none; handed in, so that a pipe and a terminal render the same text. */
export type Colors = ReturnType<typeof picocolors.createColors>;
export const colorsFor = (enabled: boolean): Colors => picocolors.createColors(enabled);

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export interface Mark {
  readonly letter: string;
  readonly paint: (text: string) => string;
}

/** A letter and a colour per variant, the same in tape and table. Naive variants are grey, references underlined. */
export const marksOf = (variants: readonly VariantReport[], colors: Colors): ReadonlyMap<string, Mark> => {
  const palette = [colors.green, colors.blue, colors.magenta, colors.cyan, colors.yellow, colors.red];
  let next = 0;
  return new Map(
    variants.map(({ id, naive, reference }, index) => {
      const hue = naive ? colors.gray : (palette[next++ % palette.length] ?? colors.white);
      const paint = reference ? (text: string) => colors.underline(hue(text)) : hue;
      return [id, { letter: letters[index % letters.length] ?? '?', paint }];
    }),
  );
};
