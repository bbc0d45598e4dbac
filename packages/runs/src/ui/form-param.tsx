import type { FormField } from './form-fields.ts';
import { ParamField } from './param-field.tsx';
import type { RunFormState } from './use-run-form.ts';

interface FormParamProps {
  readonly form: RunFormState;
  readonly field: FormField;
}

/** One parameter of the form, with its value and what is wrong with it. */
export const FormParam = ({ form, field }: FormParamProps) => (
  <ParamField
    field={field}
    value={form.values[field.name] ?? ''}
    error={form.errors[field.name]}
    onChange={(text) => form.setValue(field.name, text)}
  />
);
