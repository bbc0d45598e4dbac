import { Disclosure } from '@lab/ui/disclosure';
import { Field } from '@lab/ui/field';
import { NumberInput } from '@lab/ui/number-input';
import type { FormField } from './form-fields.ts';
import { FormParam } from './form-param.tsx';
import type { RunFormState } from './use-run-form.ts';

const shownValue = (field: FormField, value: string): string =>
  field.options.find((option) => option.value === value)?.label ?? value;

/** What few need. It opens by itself when a link filled something in, and stays open while something in it is wrong. */
export const MoreSettings = ({ form }: { readonly form: RunFormState }) => {
  const fields = form.fields.filter(({ more }) => more);
  const labels = [...fields.map(({ label }) => label), 'Seed'];
  const changed = [
    ...fields
      .filter(({ name, initial }) => (form.values[name] ?? '') !== initial)
      .map((field) => `${field.label}: ${shownValue(field, form.values[field.name] ?? '')}`),
    ...(form.seed === '' ? [] : [`Seed: ${form.seed}`]),
  ];
  const wrong = form.errors.seed !== undefined || fields.some(({ name }) => form.errors[name] !== undefined);
  return (
    <Disclosure
      title="More settings"
      note={(changed.length > 0 ? changed : labels).join(', ')}
      initiallyOpen={changed.length > 0}
      keepOpen={wrong}
      className="mb-6"
    >
      <div className="grid gap-x-5 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        {fields.map((field) => (
          <FormParam key={field.name} form={form} field={field} />
        ))}
        <Field
          label="Seed"
          error={form.errors.seed}
          hint="Decides data and order. The same seed repeats both; empty takes the usual one."
        >
          {(control) => (
            <NumberInput {...control} name="seed" placeholder="usual" value={form.seed} onValueChange={form.setSeed} />
          )}
        </Field>
      </div>
    </Disclosure>
  );
};
