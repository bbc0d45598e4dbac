import type { BenchDefinition, DerivedFrom } from '../contract/definition.ts';

/**
 * What a definition makes of the numbers of process and server together.
 *
 * @throws Error with one sentence when it is not a number: a ratio to nothing, say
 */
export const derivedMetrics = (definition: BenchDefinition, sample: DerivedFrom): Readonly<Record<string, number>> => {
  const derived: Record<string, number> = {};
  for (const [name, value] of Object.entries(definition.derive?.(sample) ?? {})) {
    if (value === undefined) continue;
    if (!Number.isFinite(value)) throw new Error(`The metric ${name} cannot be derived: it came out as ${value}.`);
    derived[name] = value;
  }
  return derived;
};
