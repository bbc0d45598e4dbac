import { expect, it } from 'vitest';
import { formFields } from '../src/ui/form-fields.ts';
import { readFormLink } from '../src/ui/read-form-link.ts';
import { fixture } from './fixture/contract.ts';

const [create] = fixture.workloads;
if (!create) throw new Error('The fixture has a workload.');
const all = create.variants.map(({ id }) => id);
const other = { ...create, id: 'update', label: 'Update' };
const experiment = { workloads: [create, other] };
const read = (query: string) => readFormLink(new URLSearchParams(query), experiment, formFields(fixture.parameters));

it('chooses all variants where the link is silent, and otherwise only those that it names', () => {
  expect(read('').variantsOf(create)).toEqual(all);
  expect(read('variants=series,one-by-one').variantsOf(create)).toEqual(['one-by-one', 'series']);
  expect(read('variants=').variantsOf(create)).toEqual([]);
});

it('never takes all of them for one that it does not know', () => {
  const link = read('variants=nope');
  expect(link.variantsOf(create)).toEqual([]);
  expect(link.notesOn(create)).toEqual(['The link names “nope”; Create has no such variant.']);
});

it('leaves the other workloads alone', () => {
  const link = read('workload=update&variants=series,nope');
  expect(link.variantsOf(create)).toEqual(all);
  expect(link.notesOn(create)).toEqual([]);
  expect(link.variantsOf(other)).toEqual(['series']);
});

it('keeps the variants for the workload that is chosen in place of an unknown one', () => {
  const link = read('workload=foo&variants=series');
  expect(link.workload).toBe('foo');
  expect(link.variantsOf(other)).toEqual(['series']);
});

it('tells of parameters that the form does not have', () => {
  const link = read('p.seed=abc&p.rows=many');
  expect(link.notesOn(create)).toEqual(['The link sets “seed”, which this form does not have: left out.']);
  expect(link.values.rows).toBe('many');
});
