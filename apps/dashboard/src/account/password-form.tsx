'use client';
import { minPasswordLength } from '@lab/auth';
import { changePassword } from '@lab/auth/client';
import { Button } from '@lab/ui/button';
import { Field } from '@lab/ui/field';
import { Input } from '@lab/ui/input';
import { Notice } from '@lab/ui/notice';
import { useHydrated } from '@lab/ui/use-hydrated';
import { type FormEvent, useState } from 'react';
import { checkPasswords } from './check-passwords.ts';

const fields = [
  { name: 'current', label: 'Current password', autoComplete: 'current-password' },
  {
    name: 'next',
    label: 'New password',
    autoComplete: 'new-password',
    hint: `At least ${minPasswordLength} characters. Several words are easier to remember than signs.`,
  },
  { name: 'again', label: 'New password again', autoComplete: 'new-password' },
] as const;

type Outcome = { readonly tone: 'info' | 'bad'; readonly words: string } | null;

/** A new password; this session stays, the others end. */
export const PasswordForm = ({ email }: { readonly email: string | undefined }) => {
  const hydrated = useHydrated();
  const [pending, setPending] = useState(false);
  const [wrong, setWrong] = useState<ReturnType<typeof checkPasswords>>({});
  const [outcome, setOutcome] = useState<Outcome>(null);

  const change = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    // Read from the page, not from state: a password manager may have filled it.
    const typed = new FormData(form);
    const [current, next, again] = fields.map(({ name }) => String(typed.get(name) ?? ''));
    const passwords = { current: current ?? '', next: next ?? '', again: again ?? '' };
    const found = checkPasswords(passwords);
    setWrong(found);
    setOutcome(null);
    const first = fields.find(({ name }) => found[name]);
    if (first) {
      form.querySelector<HTMLInputElement>(`[name="${first.name}"]`)?.focus();
      return;
    }
    setPending(true);
    const problem = await changePassword({ currentPassword: passwords.current, newPassword: passwords.next });
    setPending(false);
    if (problem === undefined) form.reset();
    if (problem?.field) {
      setWrong({ [problem.field]: problem.words });
      const input = form.querySelector<HTMLInputElement>(`[name="${problem.field}"]`);
      if (input) input.value = '';
      input?.focus();
      return;
    }
    setOutcome(
      problem === undefined
        ? { tone: 'info', words: 'The password was changed. Everybody else who used this account is signed out.' }
        : { tone: 'bad', words: problem.words },
    );
  };

  return (
    // POST, should it ever be sent by the browser itself: a password has no place in an address.
    <form method="post" noValidate className="flex flex-col gap-4" onSubmit={change}>
      {/* Tells a password manager whose password this is. */}
      <input type="hidden" name="username" autoComplete="username" value={email ?? ''} />
      {fields.map(({ name, label, autoComplete, ...rest }) => (
        <Field key={name} label={label} error={wrong[name]} {...rest}>
          {(control) => <Input {...control} type="password" name={name} autoComplete={autoComplete} />}
        </Field>
      ))}
      {outcome && <Notice tone={outcome.tone}>{outcome.words}</Notice>}
      <div>
        <Button type="submit" variant="primary" pending={pending} disabled={!hydrated}>
          Change password
        </Button>
      </div>
    </form>
  );
};
