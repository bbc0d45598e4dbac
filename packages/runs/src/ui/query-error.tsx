'use client';
import { Button } from '@lab/ui/button';
import { ErrorState } from '@lab/ui/error-state';
import { Link } from '@lab/ui/link';
import { errorCodes } from './error-codes.ts';

interface QueryErrorProps {
  /** What could not be done: `The runs could not be read`. */
  readonly title: string;
  readonly error: { readonly message: string; readonly data?: unknown };
  readonly onRetry: () => void;
  readonly retrying?: boolean;
}

/** What happened, what to do, retry. An answer of the server brings its own sentence; no answer at all needs ours. */
export const QueryError = ({ title, error, onRetry, retrying = false }: QueryErrorProps) => {
  const { code, lab } = errorCodes(error.data);
  if (lab === 'run-not-found') {
    return (
      <ErrorState
        title="There is no such run"
        action={
          <Button asChild size="sm">
            <Link plain href="/runs">
              Show all runs
            </Link>
          </Button>
        }
      >
        {error.message}
      </ErrorState>
    );
  }
  return (
    <ErrorState title={title} onRetry={onRetry} retrying={retrying}>
      {code
        ? error.message
        : 'The server does not answer. Check that Backend Lab is still running where you started it, then try again.'}
    </ErrorState>
  );
};
