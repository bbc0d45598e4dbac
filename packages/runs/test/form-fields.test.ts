import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formFields, readFields } from '../src/ui/form-fields.ts';

const schema = z.object({
  rows: z.number().int().min(1).max(50_000_000).default(200_000).meta({ title: 'Rows', description: 'How many.' }),
  share: z.number().optional(),
  seed: z.number().int().optional(),
  table: z
    .enum(['genes', 'similarities'])
    .default('similarities')
    .meta({ choices: { genes: 'Genes' }, more: true }),
  warm: z.boolean().default(false),
  names: z.string().optional(),
});

describe('a form from a parameter schema', () => {
  const fields = formFields(schema);
  const field = (name: string) => fields.find((known) => known.name === name);

  it('has a control of the right kind for each parameter, in the order of the schema', () => {
    expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
      ['rows', 'integer'],
      ['share', 'number'],
      ['seed', 'integer'],
      ['table', 'choice'],
      ['warm', 'switch'],
      ['names', 'text'],
    ]);
    expect(field('table')?.options).toEqual([
      { value: 'genes', label: 'Genes' },
      { value: 'similarities', label: 'similarities' },
    ]);
  });

  it('takes label, hint, limits and default from the schema', () => {
    expect(field('rows')).toMatchObject({ label: 'Rows', hint: 'How many. 1 to 50,000,000.', initial: '200000' });
  });

  it('says what may be entered, for the sentence beside a wrong value', () => {
    expect(field('rows')?.allowed).toBe('a whole number from 1 to 50,000,000');
    expect(field('table')?.allowed).toBe('one of “Genes”, “similarities”');
    expect(field('seed')?.allowed).toBe('a whole number');
  });

  it('knows which of them few need', () =>
    expect(fields.filter(({ more }) => more).map(({ name }) => name)).toEqual(['table']));

  it('has no control for what only the command line may set', () => {
    const path = z.object({ rows: z.number(), file: z.string().optional().meta({ title: 'File', cli: true }) });
    expect(formFields(path).map(({ name }) => name)).toEqual(['rows']);
  });

  it('does not show the limits of safe integers, which nobody set', () => expect(field('seed')?.hint).toBe(''));

  it('reads back what the schema accepts, leaving empty controls to its defaults', () => {
    const typed = { rows: ' 5000 ', share: '0.5', seed: '', table: 'genes', warm: 'true', names: '' };
    expect(schema.parse(readFields(fields, typed))).toEqual({ rows: 5000, share: 0.5, table: 'genes', warm: true });
  });

  it('hands on what is no number, so that the schema itself refuses it', () => {
    const result = schema.safeParse(readFields(fields, { rows: 'many' }));
    expect(result.error?.issues[0]?.path).toEqual(['rows']);
  });
});
