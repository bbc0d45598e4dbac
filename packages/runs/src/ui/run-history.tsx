import { Card, CardHeader } from '@lab/ui/card';
import type { RunView } from '../contract.ts';
import { When } from './when.tsx';

/** What happened to the run as a whole. One ordinary start is no news; an interruption is. */
export const RunHistory = ({ run }: { readonly run: RunView }) => {
  if (run.history.length < 2) return null;
  return (
    <Card>
      <CardHeader title="What happened" />
      <ol className="flex flex-col gap-1.5 text-[0.8125rem]">
        {run.history.map(({ at, text }) => (
          <li key={`${at} ${text}`} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-3">
            <span className="text-muted-foreground">
              <When at={at} />
            </span>
            <span className="break-words">{text}</span>
          </li>
        ))}
      </ol>
    </Card>
  );
};
