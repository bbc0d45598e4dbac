const arms = 32;
const perArm = 999;
const locations = arms * perArm;

/** Spreadsheet letters: 0 is A, 25 is Z, 26 is AA. */
const letters = (index: number): string => {
  let text = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1)
    text = String.fromCharCode(65 + (rest % 26)) + text;
  return text;
};

/**
 * The name of gene `index`, from 0, in the pattern of the yeast genome: Y, chromosome A–P, arm L or R, number, strand W or C,
 * and a suffix where one place holds several (YDR027C, YER074W-A). All different; a longer list starts with the shorter one.
 */
export const geneName = (index: number): string => {
  const arm = index % arms;
  const number = (Math.floor(index / arms) % perArm) + 1;
  const layer = Math.floor(index / locations);
  const strand = (number + layer) % 2 === 0 ? 'W' : 'C';
  const suffix = layer < 2 ? '' : `-${letters((layer >> 1) - 1)}`;
  return `Y${String.fromCharCode(65 + (arm >> 1))}${arm % 2 === 0 ? 'L' : 'R'}${String(number).padStart(3, '0')}${strand}${suffix}`;
};
