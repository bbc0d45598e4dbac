const unquoted = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'bool', 'uuid', 'date']);

const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** PostgreSQL's one-dimensional array literal of values in text format. Far cheaper than the driver's own, which is general. */
export const arrayLiteral = (values: readonly (string | null)[], sqlType: string): string => {
  const plain = unquoted.has(sqlType);
  let text = '{';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) text += ',';
    text += value === null || value === undefined ? 'NULL' : plain ? value : quote(value);
  }
  return `${text}}`;
};
