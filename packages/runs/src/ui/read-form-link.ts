import type { ExperimentContract, Workload } from '@lab/bench';
import type { FormField } from './form-fields.ts';

export interface FormLink {
  /** As the link names it, known or not; null where it names none. */
  readonly workload: string | null;
  readonly rounds: string | null;
  readonly seed: string;
  readonly values: Readonly<Record<string, string>>;
  /** The variants of one workload that it chooses: all of them where it is silent, never others than it names. */
  readonly variantsOf: (workload: Workload) => readonly string[];
  /** What it asks for and the form cannot give, a sentence each. */
  readonly notesOn: (workload: Workload) => readonly string[];
}

const quoted = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ');

/** A link to the form. What it gets wrong is told, never replaced by something else without a word. */
export const readFormLink = (
  url: Pick<URLSearchParams, 'get' | 'entries'>,
  experiment: Pick<ExperimentContract, 'workloads'>,
  fields: readonly FormField[],
): FormLink => {
  const workload = url.get('workload');
  const asked = url.get('variants')?.split(',').filter(Boolean);
  const [first] = experiment.workloads;
  // Its variants belong to its workload. Where it names one that is not known, they wait for the one that is chosen instead.
  const isKnown = experiment.workloads.some(({ id }) => id === workload);
  const concerns = ({ id }: Workload) => (workload === null ? id === first?.id : !isKnown || id === workload);
  const unknownParams = [...url.entries()]
    .filter(([name]) => name.startsWith('p.'))
    .map(([name]) => name.slice(2))
    .filter((name) => !fields.some((field) => field.name === name));
  return {
    workload,
    rounds: url.get('rounds'),
    seed: url.get('seed') ?? '',
    values: Object.fromEntries(fields.map(({ name, initial }) => [name, url.get(`p.${name}`) ?? initial])),
    variantsOf: (of) => {
      const ids = of.variants.map(({ id }) => id);
      return asked && concerns(of) ? ids.filter((id) => asked.includes(id)) : ids;
    },
    notesOn: (of) => {
      const unknown = concerns(of) ? (asked ?? []).filter((id) => !of.variants.some((known) => known.id === id)) : [];
      return [
        ...(unknown.length > 0 ? [`The link names ${quoted(unknown)}; ${of.label} has no such variant.`] : []),
        ...(unknownParams.length > 0
          ? [`The link sets ${quoted(unknownParams)}, which this form does not have: left out.`]
          : []),
      ];
    },
  };
};
