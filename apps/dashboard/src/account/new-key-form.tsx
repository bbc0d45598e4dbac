'use client';
import { apiKeyDays, type CreatedApiKey, newApiKeySchema } from '@lab/auth';
import { Button } from '@lab/ui/button';
import { Field } from '@lab/ui/field';
import { Input } from '@lab/ui/input';
import { Notice } from '@lab/ui/notice';
import { Select } from '@lab/ui/select';
import { useHydrated } from '@lab/ui/use-hydrated';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useAccount } from '../rpc/use-account.ts';

const lives = apiKeyDays.map((days) => ({ value: String(days), label: days === 365 ? 'one year' : `${days} days` }));

interface NewKeyFormProps {
  readonly onCreated: (created: CreatedApiKey) => void;
}

/** A name and a life; what is wrong with them is said by the schema that the server uses. */
export const NewKeyForm = ({ onCreated }: NewKeyFormProps) => {
  const account = useAccount();
  const queries = useQueryClient();
  const hydrated = useHydrated();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [wrong, setWrong] = useState<string | undefined>();
  const create = useMutation(
    account.keys.create.mutationOptions({
      onSuccess: (created) => {
        setName('');
        onCreated(created);
        void queries.invalidateQueries(account.keys.list.pathFilter());
      },
    }),
  );

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (create.isPending) return;
    const parsed = newApiKeySchema.safeParse({ name, expiresInDays: Number(days) });
    setWrong(parsed.success ? undefined : `A name ${parsed.error.issues[0]?.message ?? 'is needed'}.`);
    if (parsed.success) create.mutate(parsed.data);
  };

  return (
    <form noValidate className="flex flex-col gap-4 border-t pt-4" onSubmit={submit}>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <Field label="Name" hint="What the key is for, such as “nightly import”." error={wrong}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Ends after">
          {(control) => <Select {...control} value={days} onValueChange={setDays} options={lives} />}
        </Field>
      </div>
      {create.error && (
        <Notice tone="bad">
          {create.error.data ? create.error.message : 'The server does not answer; no key was made. Try again.'}
        </Notice>
      )}
      <div>
        <Button type="submit" pending={create.isPending} disabled={!hydrated}>
          Create key
        </Button>
      </div>
    </form>
  );
};
