import type { Sample } from '../contract/result.ts';
import type { Colors, Mark } from './paint.ts';

/**
 * The interleaving tape: one cell per sample in the order in which it ran, rounds apart. Rejected samples are hollow, failed
 * ones crossed. Keeps the newest rounds that fit.
 */
export const renderTape = (
  samples: readonly Sample[],
  marks: ReadonlyMap<string, Mark>,
  colors: Colors,
  width: number,
): string => {
  const rounds: { key: string; cells: string[] }[] = [];
  for (const { round, attempt, variant, status } of samples) {
    const key = `${round}.${attempt}`;
    const mark = marks.get(variant);
    const cell =
      status === 'rejected'
        ? colors.dim('□')
        : status === 'error'
          ? colors.red('×')
          : (mark?.paint(mark.letter) ?? '?');
    const last = rounds.at(-1);
    if (last?.key === key) last.cells.push(cell);
    else rounds.push({ key, cells: [cell] });
  }
  let used = 0;
  const shown: string[] = [];
  for (const { cells } of rounds.toReversed()) {
    used += cells.length + 1;
    if (used > width) {
      shown.unshift('…');
      break;
    }
    shown.unshift(cells.join(''));
  }
  return shown.join(' ');
};
