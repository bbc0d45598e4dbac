import { formatCount } from '@lab/bench';
import { Checkbox } from '@lab/ui/checkbox';
import { Field } from '@lab/ui/field';
import { Input } from '@lab/ui/input';
import { NumberInput } from '@lab/ui/number-input';
import { Select } from '@lab/ui/select';
import type { FormField } from './form-fields.ts';

interface ParamFieldProps {
  readonly field: FormField;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** The control that suits a parameter's type. */
export const ParamField = ({ field, value, error, onChange }: ParamFieldProps) => (
  <Field label={field.label} hint={field.hint} error={error}>
    {(control) => {
      switch (field.kind) {
        case 'choice':
          return (
            <Select
              {...control}
              value={value}
              onValueChange={onChange}
              options={field.options.map(({ value: id, label }) => ({ value: id, label, ...(id !== label && { id }) }))}
            />
          );
        case 'switch':
          return (
            <span className="flex h-9 items-center">
              <Checkbox
                {...control}
                checked={value === 'true'}
                onCheckedChange={(on) => onChange(String(on === true))}
              />
            </span>
          );
        case 'integer':
          return (
            <NumberInput
              {...control}
              name={field.name}
              // An empty control takes the default, so it says which that is.
              placeholder={field.initial === '' ? 'none' : formatCount(Number(field.initial))}
              value={value}
              onValueChange={onChange}
            />
          );
        default:
          return (
            <Input
              {...control}
              name={field.name}
              value={value}
              autoComplete="off"
              spellCheck={false}
              placeholder={field.initial || 'none'}
              inputMode={field.kind === 'number' ? 'decimal' : 'text'}
              onChange={(event) => onChange(event.target.value)}
            />
          );
      }
    }}
  </Field>
);
