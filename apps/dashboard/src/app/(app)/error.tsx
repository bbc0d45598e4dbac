'use client';
import { ErrorState } from '@lab/ui/error-state';

/** A page that threw while drawing: the shell stays, the page can be drawn again. */
const PageError = ({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) => (
  <main id="main" className="max-w-[72.5rem] p-4 sm:p-6 lg:p-8">
    <ErrorState title="This page could not be drawn" onRetry={reset}>
      {error.message || 'An unexpected error occurred.'} Try again; if it stays, reload the page. Nothing that was
      running has been stopped.
    </ErrorState>
  </main>
);

export default PageError;
