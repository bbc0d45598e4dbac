const longest = 120;
const mostItems = 8;

const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text);

/** A value of a statement as people read it in SQL: quoted, long ones cut, arrays with their first items. */
export const showValue = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return `'${cut(value).replaceAll("'", "''")}'`;
  if (value instanceof Date) return `'${value.toISOString()}'`;
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) {
    const more = value.length - mostItems;
    const items = value.slice(0, mostItems).map(showValue);
    return `ARRAY[${[...items, ...(more > 0 ? [`… ${more} more`] : [])].join(', ')}]`;
  }
  return cut(typeof value === 'object' ? JSON.stringify(value) : String(value));
};
