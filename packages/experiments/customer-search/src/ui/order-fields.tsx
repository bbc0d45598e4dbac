'use client';
import { Field } from '@lab/ui/field';
import { Select } from '@lab/ui/select';
import { type Ordering, type SortKey, sortKeys } from '../contract/list-query.ts';
import type { Search } from './use-search.ts';

const keyLabels: Readonly<Record<SortKey, string>> = {
  created: 'Created',
  full_name: 'Full name',
  first_name: 'First name',
  last_name: 'Last name',
  customer_id: 'Customer id',
  city: 'City',
  country: 'Country',
  points: 'Points',
  last_activity: 'Last activity',
  last_updated: 'Last change',
};

const orderingLabels: Readonly<Record<Ordering, string>> = { ascending: 'Ascending', descending: 'Descending' };

const best = 'best';

const sizes = ['10', '20', '50', '100'];

/** A link may ask for any size. */
const sizesWith = (size: string | undefined): readonly string[] =>
  size && !sizes.includes(size) ? [...sizes, size] : sizes;

const keys = sortKeys.map((value) => ({ value, label: keyLabels[value] }));

/** Sort key, direction and page size. Ranked results have an order of their own. */
export const OrderFields = ({ search }: { readonly search: Search }) => {
  const { asked, errors, texts } = search;
  const mayRank = Boolean(texts.search) && texts.match !== 'contains';
  return (
    <>
      <Field label="Sort by" error={errors.sort_by}>
        {(control) => (
          <Select
            {...control}
            value={texts.sort_by || (mayRank ? best : 'created')}
            onValueChange={(value) => search.choose({ sort_by: value === best ? '' : value, ordering: '' })}
            options={mayRank ? [{ value: best, label: 'Best match' }, ...keys] : keys}
          />
        )}
      </Field>
      <Field label="Ordering" error={errors.ordering}>
        {(control) => (
          <Select
            {...control}
            disabled={asked.ranked}
            value={asked.ranked ? best : texts.ordering || asked.ordering}
            onValueChange={(ordering) => search.choose({ ordering })}
            options={
              asked.ranked
                ? [{ value: best, label: 'Best first' }]
                : (['ascending', 'descending'] as const).map((value) => ({ value, label: orderingLabels[value] }))
            }
          />
        )}
      </Field>
      <Field label="Page size" error={errors.page_size}>
        {(control) => (
          <Select
            {...control}
            value={texts.page_size || '20'}
            onValueChange={(size) => search.choose({ page_size: size === '20' ? '' : size })}
            options={sizesWith(texts.page_size).map((value) => ({ value, label: value }))}
          />
        )}
      </Field>
    </>
  );
};
