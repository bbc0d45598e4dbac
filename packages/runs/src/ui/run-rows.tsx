import { Link } from '@lab/ui/link';
import { RowHeader, Table, Td, Th } from '@lab/ui/table';
import type { RunSummary } from '../contract.ts';
import { bestOf } from './best-of.ts';
import { useExperiments } from './experiments-provider.tsx';
import { formatDuration } from './format-duration.ts';
import { runTitle } from './run-title.ts';
import { StatusBadge } from './status-badge.tsx';
import { When } from './when.tsx';

const reasons = { cli: 'command line', page: 'page', ci: 'CI', schedule: 'schedule' } as const;

const lasted = ({ startedAt, finishedAt }: RunSummary): string =>
  startedAt && finishedAt ? formatDuration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000) : '–';

interface RunRowsProps {
  readonly label: string;
  readonly runs: readonly RunSummary[];
  /** Where a row leads; the run's own page unless told otherwise. */
  readonly hrefOf?: (run: RunSummary) => string;
  readonly current?: string | undefined;
}

/** Runs, newest first: a table; on a narrow screen a list of the same. */
export const RunRows = ({ label, runs, hrefOf = (run) => `/runs/${run.id}`, current }: RunRowsProps) => {
  const experiments = useExperiments();
  const experimentOf = (run: RunSummary) => experiments.find(({ slug }) => slug === run.experiment);
  const titleOf = (run: RunSummary) => runTitle(run, experimentOf(run));
  const best = (run: RunSummary) => {
    const { text, settled, condition } = bestOf(run, experimentOf(run));
    return (
      <span className={settled ? 'text-foreground' : 'text-muted-foreground'}>
        {text}
        {condition && <span className="block text-[0.8125rem] text-muted-foreground">{condition}</span>}
      </span>
    );
  };
  return (
    <>
      <ul className="flex flex-col md:hidden" aria-label={label}>
        {runs.map((run) => (
          <li key={run.id} className="border-b border-border/60 last:border-b-0">
            <Link
              plain
              href={hrefOf(run)}
              aria-current={run.id === current ? 'true' : undefined}
              className="-mx-2 block rounded-md px-2 py-2.5 hover:bg-muted/60 aria-[current]:bg-brand-soft/60"
            >
              <span className="flex items-start justify-between gap-3">
                <span className="min-w-0 font-medium">{titleOf(run)}</span>
                <StatusBadge run={run} />
              </span>
              <span className="mt-1 flex flex-wrap gap-x-3 text-[0.8125rem] text-muted-foreground">
                {run.headline && best(run)}
                <When at={run.createdAt} />
                <span>{run.rounds} rounds</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <Table label={label} frameClassName="hidden md:block">
        <thead>
          <tr>
            <Th>Run</Th>
            <Th className="text-left">Status</Th>
            <Th className="text-left">Best against the baseline</Th>
            <Th>Rounds</Th>
            <Th>Took</Th>
            <Th>Started by</Th>
            <Th>When</Th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className={run.id === current ? 'bg-brand-soft/60' : 'hover:bg-muted/50'}>
              <RowHeader className="max-w-96 whitespace-normal">
                <Link plain href={hrefOf(run)} className="font-medium hover:text-brand hover:underline">
                  {titleOf(run)}
                </Link>
              </RowHeader>
              <Td className="text-left">
                <StatusBadge run={run} />
              </Td>
              <Td className="max-w-80 whitespace-normal text-left">{best(run)}</Td>
              <Td>{run.rounds}</Td>
              <Td>{lasted(run)}</Td>
              <Td className="text-muted-foreground">{reasons[run.reason]}</Td>
              <Td className="text-muted-foreground">
                <When at={run.createdAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
};
