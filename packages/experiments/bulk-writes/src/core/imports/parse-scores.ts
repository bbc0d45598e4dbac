import { LabError } from '@lab/errors';

/** One line of an uploaded file: `gene1 gene2 score pvalue`, tab-separated. */
export interface ScoreLine {
  readonly line: number;
  readonly gene1: string;
  readonly gene2: string;
  readonly score: number;
  readonly pvalue: number | null;
}

const longestLine = 4096;
const longestName = 100;
const nothing = new Set(['', '\\N', 'NA', 'NaN', 'null']);
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const refuse = (line: number, column: string, problem: string, value = ''): never => {
  const shown = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  throw new LabError('invalid-row', {
    problem: `Line ${line}${column === 'all' ? '' : `, column ${column}`}: ${problem}. Nothing was written.`,
    line,
    column,
    value: shown,
  });
};

const name = (text: string | undefined, line: number, column: string): string => {
  const value = text?.trim() ?? '';
  if (value === '') return refuse(line, column, 'a gene name is missing');
  if (value.length > longestName)
    return refuse(line, column, `a gene name has at most ${longestName} characters`, value);
  return value;
};

const number = (text: string, line: number, column: string, low: number, high: number): number => {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high))
    return refuse(line, column, `"${text.slice(0, 40)}" is not a number from ${low} to ${high}`, text);
  return value;
};

/** @throws LabError `invalid-row` that names line and column. */
const parseScoreLine = (text: string, line: number): ScoreLine => {
  const fields = text.split('\t');
  if (fields.length < 3 || fields.length > 4)
    return refuse(
      line,
      'all',
      `expected gene1, gene2, score and, if there is one, pvalue separated by tabs, found ${fields.length} ${fields.length === 1 ? 'column' : 'columns'}`,
      text,
    );
  const [gene1, gene2, score = '', pvalue = ''] = fields;
  const chance = pvalue.trim();
  return {
    line,
    gene1: name(gene1, line, 'gene1'),
    gene2: name(gene2, line, 'gene2'),
    score: number(score.trim(), line, 'score', -1, 1),
    pvalue: nothing.has(chance) ? null : number(chance, line, 'pvalue', 0, 1),
  };
};

const isHeader = (text: string): boolean => /^gene1\tgene2\tscore(\tp-?value)?$/i.test(text.trim());

/**
 * Reads lines out of a byte stream; memory is one chunk, however long the file. A first line with the columns' names and empty
 * lines are passed over. Not valid UTF-8 and endless lines are refused by line number.
 */
export async function* parseScores(source: AsyncIterable<Uint8Array>): AsyncGenerator<ScoreLine, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 0;
  const decode = (bytes: Uint8Array | undefined): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch {
      return refuse(line + 1, 'all', 'this line or one of the next is not UTF-8 text');
    }
  };
  const parse = (raw: string): ScoreLine | undefined => {
    line++;
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (text.length > longestLine) return refuse(line, 'all', `a line has at most ${longestLine} characters`);
    if (text.trim() === '' || (line === 1 && isHeader(text))) return undefined;
    return parseScoreLine(text, line);
  };
  for await (const bytes of source) {
    const lines = (rest + decode(bytes)).split('\n');
    rest = lines.pop() ?? '';
    for (const raw of lines) {
      const parsed = parse(raw);
      if (parsed !== undefined) yield parsed;
    }
    if (rest.length > longestLine) refuse(line + 1, 'all', `a line has at most ${longestLine} characters`);
  }
  const parsed = parse(rest + decode(undefined));
  if (parsed !== undefined) yield parsed;
}
