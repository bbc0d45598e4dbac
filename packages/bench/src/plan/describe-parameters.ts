import { z } from 'zod';
import { BenchError } from '../errors/bench-error.ts';

/** A knob of an experiment, read from its schema: what a flag or a form field needs to know. */
export interface ParameterInfo {
  readonly name: string;
  /** `table` or `pool-size`: the name of its flag. */
  readonly flag: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'integer' | 'number' | 'boolean' | 'choice' | 'text';
  /** What may be given, in words: `1 to 5,000,000`, `genes or similarities`. */
  readonly allowed: string;
  readonly choices?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  readonly initial?: string | number | boolean;
  /** Set by `.meta({ cli: true })`: only whoever runs commands on this machine may give it, because it names a file, say. */
  readonly commandLineOnly: boolean;
}

/** The part of JSON Schema that zod writes for a scalar. */
const scalarSchema = z.object({
  type: z.enum(['integer', 'number', 'boolean', 'string']).optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  exclusiveMaximum: z.number().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  cli: z.boolean().optional(),
});

const kebab = (name: string): string =>
  name.replace(/[A-Z_]/g, (letter) => `-${letter.replace('_', '').toLowerCase()}`);

const inWords = (info: z.infer<typeof scalarSchema>): string => {
  if (info.enum) return new Intl.ListFormat('en', { type: 'disjunction' }).format(info.enum.map(String));
  if (info.type === 'boolean') return 'true or false';
  if (info.type !== 'integer' && info.type !== 'number') return 'a text';
  const kind = info.type === 'integer' ? 'a whole number' : 'a number';
  const show = (value: number) => value.toLocaleString('en-US');
  const least = info.minimum ?? info.exclusiveMinimum;
  const most = info.maximum ?? info.exclusiveMaximum;
  const unbounded = Number.MAX_SAFE_INTEGER;
  const low = least !== undefined && least > -unbounded ? ` from ${show(least)}` : '';
  const high = most !== undefined && most < unbounded ? `${low ? ' to' : ' up to'} ${show(most)}` : '';
  return `${kind}${low}${high}`;
};

/** Reads every parameter of an experiment from its zod schema, the only place where they are defined. */
export const describeParameters = (schema: z.ZodObject): ParameterInfo[] => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(json.properties ?? {}).map(([name, property]) => {
    const info = scalarSchema.safeParse(property).data ?? {};
    const kind = info.enum ? 'choice' : info.type === 'string' || !info.type ? 'text' : info.type;
    const least = info.minimum ?? info.exclusiveMinimum;
    const most = info.maximum ?? info.exclusiveMaximum;
    return {
      name,
      flag: kebab(name),
      title: info.title ?? name,
      description: info.description ?? '',
      kind,
      allowed: inWords(info),
      commandLineOnly: info.cli ?? false,
      ...(info.enum && { choices: info.enum.map(String) }),
      ...(least !== undefined && { least }),
      ...(most !== undefined && { most }),
      ...(info.default !== undefined && { initial: info.default }),
    };
  });
};

/** The first thing that is wrong, as a sentence that names what is allowed. */
export const outOfRange = (
  schema: z.ZodObject,
  params: Readonly<Record<string, unknown>>,
  error: z.ZodError,
): BenchError => {
  const [issue] = error.issues;
  const name = String(issue?.path[0] ?? '');
  const info = describeParameters(schema).find((parameter) => parameter.name === name);
  if (!info || issue?.code === 'custom')
    return new BenchError(
      'bad-input',
      { problem: `${info ? `${info.flag}: ` : ''}${issue?.message ?? 'The parameters do not fit'}.` },
      { cause: error },
    );
  const value = params[name];
  return new BenchError(
    'out-of-range',
    { name: info.flag, allowed: info.allowed, value: value === undefined ? 'missing' : String(value) },
    { cause: error },
  );
};
