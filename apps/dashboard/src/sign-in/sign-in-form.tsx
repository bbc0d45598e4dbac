'use client';
import { type SignInProblem, signIn, signInForDevelopment } from '@lab/auth/client';
import { Button } from '@lab/ui/button';
import { Field } from '@lab/ui/field';
import { Input } from '@lab/ui/input';
import { Notice } from '@lab/ui/notice';
import { useHydrated } from '@lab/ui/use-hydrated';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccount } from '../rpc/use-account.ts';
import { safeNext } from './safe-next.ts';

type Pending = 'password' | 'development' | null;

const noAnswer = 'The server does not answer. Check that Backend Lab is still running, then try again.';

export const SignInForm = () => {
  const account = useAccount();
  const hydrated = useHydrated();
  const [pending, setPending] = useState<Pending>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // Not known while the server is away: then the form itself says so.
  const development = useQuery(account.me.queryOptions()).data?.oneClickSignIn ?? false;

  const enter = async (way: Exclude<Pending, null>, call: () => Promise<SignInProblem>) => {
    setPending(way);
    setProblem(null);
    const answer = await call().catch(() => noAnswer);
    if (answer !== undefined) {
      setProblem(answer);
      setPending(null);
      return;
    }
    // A full load: every query begins under the new account.
    window.location.assign(safeNext(new URLSearchParams(window.location.search).get('next')));
  };

  return (
    <div className="flex flex-col gap-5">
      {development && (
        <>
          <Button
            variant="primary"
            className="w-full"
            pending={pending === 'development'}
            disabled={!hydrated || pending === 'password'}
            onClick={() => enter('development', signInForDevelopment)}
          >
            Continue as administrator
          </Button>
          <p className="-mt-3 text-2xs text-muted-foreground">
            One click, because this is a development server and you are on the same machine.
          </p>
          <div className="flex items-center gap-3 text-2xs text-subtle-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            or with the password
          </div>
        </>
      )}
      {/* POST, should it ever be sent by the browser itself: a password has no place in an address. */}
      <form
        method="post"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          // Read from the page, not from state: a password manager may have filled it before the page came alive.
          const typed = new FormData(event.currentTarget);
          const email = String(typed.get('email') ?? '');
          const password = String(typed.get('password') ?? '');
          if (pending === null) void enter('password', () => signIn({ email, password }));
        }}
      >
        <Field label="E-mail">
          {(control) => <Input {...control} type="email" name="email" autoComplete="username" required />}
        </Field>
        <Field label="Password">
          {(control) => <Input {...control} type="password" name="password" autoComplete="current-password" required />}
        </Field>
        {problem && <Notice tone="bad">{problem}</Notice>}
        <Button
          type="submit"
          variant={development ? 'outline' : 'primary'}
          className="w-full"
          pending={pending === 'password'}
          disabled={!hydrated || pending === 'development'}
        >
          Sign in
        </Button>
      </form>
    </div>
  );
};
