import stringWidth from 'string-width';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

const pad = (text: string, width: number, align: Column['align']): string => {
  const gap = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? gap + text : text + gap;
};

/** Aligned columns, two spaces apart. Columns that do not fit into `width` are left out from the right. */
export const renderTable = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: { readonly width: number; readonly head: (text: string) => string },
): string => {
  const widths = columns.map(({ title }, i) =>
    Math.max(stringWidth(title), ...rows.map((row) => stringWidth(row[i] ?? ''))),
  );
  let total = 0;
  const fitting = columns.filter((_, i) => {
    total += (widths[i] ?? 0) + 2;
    return total - 2 <= options.width;
  }).length;
  const line = (cells: readonly string[]) =>
    columns
      .slice(0, fitting)
      .map(({ align }, i) => pad(cells[i] ?? '', widths[i] ?? 0, align))
      .join('  ')
      .trimEnd();
  return [options.head(line(columns.map(({ title }) => title))), ...rows.map(line)].join('\n');
};
