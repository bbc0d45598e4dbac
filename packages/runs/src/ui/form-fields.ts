import { formatCount } from '@lab/bench';
import { z } from 'zod';

/** One value of a choice: its name for people, and what the command line calls it. */
interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** One control of a form that is derived from a parameter schema. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly kind: 'integer' | 'number' | 'text' | 'choice' | 'switch';
  readonly options: readonly FieldOption[];
  /** What may be entered, after "must be": `a whole number from 1 to 100`. */
  readonly allowed: string;
  /** Few need it: it stands under "More settings". */
  readonly more: boolean;
  /** As typed; empty where the parameter has no default and may be left out. */
  readonly initial: string;
}

/** The part of JSON Schema that flat parameter objects use. */
const propertySchema = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  cli: z.boolean().optional(),
  choices: z.record(z.string(), z.string()).optional(),
  more: z.boolean().optional(),
});

type Property = z.infer<typeof propertySchema>;

const kindOf = ({ type, enum: options }: Property): FormField['kind'] => {
  if (options) return 'choice';
  if (type === 'integer' || type === 'number') return type;
  return type === 'boolean' ? 'switch' : 'text';
};

interface Limits {
  readonly low: string | undefined;
  readonly high: string | undefined;
}

/** zod writes the limits of safe integers where the schema has none; nobody needs to read them. */
const limitsOf = ({ minimum, maximum }: Property): Limits => ({
  low: minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? formatCount(minimum) : undefined,
  high: maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? formatCount(maximum) : undefined,
});

const limitsHint = ({ low, high }: Limits): string => {
  if (low && high) return `${low} to ${high}.`;
  if (low) return `${low} or more.`;
  return high ? `At most ${high}.` : '';
};

const optionsOf = ({ enum: values = [], choices = {} }: Property): FieldOption[] =>
  values.map(String).map((value) => ({ value, label: choices[value] ?? value }));

const allowedOf = (property: Property): string => {
  const kind = kindOf(property);
  if (kind === 'choice')
    return `one of ${optionsOf(property)
      .map(({ label }) => `“${label}”`)
      .join(', ')}`;
  if (kind === 'switch') return 'on or off';
  if (kind === 'text') return 'a text';
  const noun = kind === 'integer' ? 'a whole number' : 'a number';
  const { low, high } = limitsOf(property);
  if (low && high) return `${noun} from ${low} to ${high}`;
  if (low) return `${noun}, ${low} or more`;
  return high ? `${noun}, at most ${high}` : noun;
};

/**
 * Controls for the parameters of an experiment, in the schema's order. `.meta({ title, description })` becomes label and hint;
 * what only the command line may set (`cli`) has none.
 */
export const formFields = (schema: z.ZodObject): FormField[] => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).flatMap(([name, raw]): FormField[] => {
    const property = propertySchema.parse(raw);
    if (property.cli) return [];
    const { title, description, default: initial } = property;
    return [
      {
        name,
        label: title ?? name.replaceAll('_', ' '),
        hint: [description, limitsHint(limitsOf(property))].filter(Boolean).join(' '),
        kind: kindOf(property),
        options: optionsOf(property),
        allowed: allowedOf(property),
        more: property.more ?? false,
        initial: initial === undefined ? '' : String(initial),
      },
    ];
  });
};

/** What was typed, in the types that the schema expects. An empty control leaves its parameter to the schema's default. */
export const readFields = (
  fields: readonly FormField[],
  typed: Readonly<Record<string, string>>,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, unknown][] => {
      const text = (typed[name] ?? '').trim();
      if (text === '') return [];
      if (kind === 'integer' || kind === 'number') {
        const value = Number(text);
        // Left as text, the schema itself words what is wrong.
        return [[name, Number.isNaN(value) ? text : value]];
      }
      return [[name, kind === 'switch' && (text === 'true' || text === 'false') ? text === 'true' : text]];
    }),
  );
