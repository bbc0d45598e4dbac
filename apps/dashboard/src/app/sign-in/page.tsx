import { Logo } from '@lab/ui/logo';
import { ThemeSwitch } from '@lab/ui/theme-switch';
import type { Metadata } from 'next';
import { SignInForm } from '../../sign-in/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

const SignInPage = () => (
  <div className="flex min-h-dvh flex-col">
    <main className="mx-auto flex w-full max-w-[22.5rem] flex-1 flex-col justify-center px-5 py-12">
      <Logo className="size-9" />
      <h1 className="mt-5 text-[1.375rem] leading-tight font-semibold tracking-[-0.02em]">Sign in to Backend Lab</h1>
      <p className="mt-1.5 mb-7 text-[0.8125rem] text-muted-foreground">
        The first start showed an administrator’s e-mail and password once, in the terminal.
      </p>
      <SignInForm />
    </main>
    <footer className="flex justify-center pb-8">
      <ThemeSwitch />
    </footer>
  </div>
);

export default SignInPage;
