'use client';
import { useSubscription } from '@lab/rpc/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useRuns } from './use-runs.ts';

export type LiveState = 'connecting' | 'live' | 'lost';

interface LiveOptions {
  /** Which router's queries a hint of a kind makes old: `{ import: 'bulkWrites' }`. Runs are known here. */
  readonly routers: Readonly<Record<string, string>>;
}

/** How long hints are gathered: a run sends several a second, and one read answers them all. */
const gatherMs = 250;
/** Connecting for longer than this is worth telling. */
const patienceMs = 3_000;

/**
 * The one subscription of a tab. A hint makes queries old, it never is the news; after a gap (reconnect, restarted api)
 * everything on the page is read again, so what is shown is the truth.
 */
export const useLiveChanges = ({ routers }: LiveOptions): LiveState => {
  const runs = useRuns();
  const queries = useQueryClient();
  const waiting = useRef(new Map<string, string | null>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = () => {
    timer.current = null;
    const hints = [...waiting.current.values()];
    const kinds = new Map(waiting.current);
    waiting.current.clear();
    if (hints.length === 0) return;
    if (kinds.has('all')) {
      void queries.invalidateQueries();
      return;
    }
    for (const [key, id] of kinds) {
      const kind = key.split(' ')[0] ?? '';
      if (kind === 'run' && id) {
        void queries.invalidateQueries(runs.get.queryFilter({ id }));
        void queries.invalidateQueries(runs.list.pathFilter());
        void queries.invalidateQueries(runs.latest.pathFilter());
      } else {
        const router = routers[kind];
        // tRPC's keys begin with the path; a kind that nobody registered makes everything old.
        void queries.invalidateQueries(router ? { queryKey: [[router]] } : {});
      }
    }
  };
  const flushRef = useRef(flush);
  flushRef.current = flush;

  const gather = (key: string, id: string | null) => {
    waiting.current.set(key, id);
    timer.current ??= setTimeout(() => flushRef.current(), gatherMs);
  };

  const { status } = useSubscription(
    runs.changes.subscriptionOptions(undefined, {
      onData: ({ data: hint }) => gather(hint.id === null ? 'all' : `${hint.kind} ${hint.id}`, hint.id),
    }),
  );

  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );

  const up = status === 'pending';
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (up) {
      setLost(false);
      return;
    }
    const wait = setTimeout(() => setLost(true), patienceMs);
    return () => clearTimeout(wait);
  }, [up]);

  if (up) return 'live';
  return lost ? 'lost' : 'connecting';
};
