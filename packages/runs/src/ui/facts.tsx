import type { ReactNode } from 'react';

/** Names and values, one a line; long values wrap. */
export const Facts = ({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) => (
  <dl className="grid grid-cols-[minmax(6rem,max-content)_minmax(0,1fr)] gap-x-5 gap-y-1.5 text-[0.8125rem]">
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="max-w-48 break-words text-muted-foreground">{name}</dt>
        <dd className="min-w-0 break-words">{value}</dd>
      </div>
    ))}
  </dl>
);
