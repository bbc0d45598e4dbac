/** Everything that this package refuses on purpose, and the sentence it says. `{name}` is filled from the error's data. */
const sentences = {
  'bad-input': '{problem}',
  'unknown-workload': '{experiment} has no workload "{workload}"; it has {allowed}.',
  'unknown-variant': 'Workload {workload} has no variant "{variant}"; it has {allowed}.',
  'out-of-range': '{name} must be {allowed}; it was {value}.',
  cancelled: 'Cancelled; finished rounds are kept.',
  'database-unreachable': 'PostgreSQL at {where} cannot be reached ({reason}).',
  'database-too-old': 'PostgreSQL at {where} is version {version}; {needed} or newer is needed.',
} as const;

export type BenchErrorCode = keyof typeof sentences;
export type BenchErrorData = Readonly<Record<string, string | number | readonly string[]>>;

/** A foreseen error whose message is for people. A host that has an error table of its own maps `code` and `data` to it. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
  readonly code: BenchErrorCode;
  readonly data: BenchErrorData;

  constructor(code: BenchErrorCode, data: BenchErrorData = {}, options?: ErrorOptions) {
    const fill = (_: string, name: string) => {
      const value = data[name];
      return typeof value === 'object' ? value.join(', ') : String(value ?? 'unknown');
    };
    super(sentences[code].replace(/\{(\w+)\}/g, fill), options);
    this.code = code;
    this.data = data;
  }
}

export const isBenchError = (error: unknown): error is BenchError => error instanceof BenchError;
