'use client';
import { Field } from '@lab/ui/field';
import { Input } from '@lab/ui/input';
import { NumberInput } from '@lab/ui/number-input';
import { Select } from '@lab/ui/select';
import type { SearchField } from './search-fields.ts';
import type { Search } from './use-search.ts';

/** The list of a select has no empty value. */
const any = 'any';

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** One filter with its value and what is wrong with it. */
export const FilterField = ({ field, search }: { readonly field: SearchField; readonly search: Search }) => {
  const { name, label } = field;
  const text = search.texts[name] ?? '';
  return (
    <Field label={label} error={search.errors[name]}>
      {(control) => {
        switch (field.kind) {
          case 'text':
            return (
              <Input
                {...control}
                name={name}
                value={text}
                dir="auto"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => search.type(name, event.target.value)}
              />
            );
          case 'number':
            return (
              <NumberInput {...control} name={name} value={text} onValueChange={(value) => search.type(name, value)} />
            );
          case 'day':
            return (
              <Input
                {...control}
                name={name}
                // A link may carry a time of day, or a mistake: the browser's own control would hide both.
                type={text === '' || isDay(text) ? 'date' : 'text'}
                value={text}
                autoComplete="off"
                onChange={(event) => search.type(name, event.target.value)}
              />
            );
          case 'choice':
            return (
              <Select
                {...control}
                value={text || any}
                onValueChange={(value) => search.choose({ [name]: value === any ? '' : value })}
                options={[{ value: any, label: field.any }, ...field.choices]}
              />
            );
        }
      }}
    </Field>
  );
};
