/**
 * One text for all spellings of a decimal (`1`, `+1.0`, `10e-1`), rounded to the column's scale as the server rounds: half away
 * from zero.
 */
export const numericKey = (literal: string, scale: number | undefined): string => {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(literal);
  // NaN and the infinities have one spelling.
  if (parts === null) return literal;
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts;
  let digits = `${whole}${fraction}`.replace(/^0+/, '');
  let exponent = Number(power) - fraction.length;
  const surplus = scale === undefined ? 0 : -scale - exponent;
  if (surplus > 0) {
    const kept = digits.slice(0, Math.max(0, digits.length - surplus));
    const up = surplus <= digits.length && digits.charCodeAt(digits.length - surplus) >= 53;
    digits = up ? String(BigInt(kept) + 1n) : kept;
    exponent += surplus;
  }
  const short = digits.replace(/0+$/, '');
  if (short === '') return '0';
  return `${sign === '-' ? '-' : ''}${short}e${exponent + digits.length - short.length}`;
};
