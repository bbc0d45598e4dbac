import { type BenchResult, type ExperimentContract, formatBytes, formatCount } from '@lab/bench';
import { Card, CardHeader } from '@lab/ui/card';
import type { ReactNode } from 'react';
import { Facts } from './facts.tsx';
import { formFields } from './form-fields.ts';

const settings = (record: Readonly<Record<string, string>>): [string, ReactNode][] =>
  Object.entries(record).map(([name, value]) => [
    name,
    <code key={name} className="font-mono text-[0.78125rem] break-all">
      {value}
    </code>,
  ]);

/** Titles and choices of the contract, as the form has them; what only the command line sets keeps its own name. */
const chosen = (
  params: Readonly<Record<string, unknown>>,
  experiment: ExperimentContract | undefined,
): [string, ReactNode][] => {
  const fields = experiment ? formFields(experiment.parameters) : [];
  return Object.entries(params)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => {
      const field = fields.find((candidate) => candidate.name === name);
      const words = typeof value === 'number' ? formatCount(value) : String(value);
      return [field?.label ?? name, field?.options.find((option) => option.value === String(value))?.label ?? words];
    });
};

const hash = (text: string) => <code className="font-mono text-[0.78125rem] break-all">{text}</code>;

/** Where and of what the numbers were made: enough to repeat them, or to say why they differ elsewhere. */
export const EnvironmentView = ({
  result,
  experiment: contract,
}: {
  readonly result: BenchResult;
  readonly experiment: ExperimentContract | undefined;
}) => {
  const { environment, git, plan, experiment } = result;
  const { postgres } = environment;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-5">
        <Card>
          <CardHeader title="Machine" />
          <Facts
            facts={[
              ['Processor', environment.cpu],
              ['Cores', formatCount(environment.cores)],
              ['Memory', formatBytes(environment.memoryBytes)],
              ['Kernel', environment.kernel],
              ...Object.entries(environment.container).map(([name, value]): [string, ReactNode] => [
                `Container, ${name}`,
                value,
              ]),
              ['Node', environment.node],
              ...(environment.redis ? [['Redis', environment.redis] as [string, ReactNode]] : []),
              ['Kind of machine', environment.class === 'ci' ? 'CI' : `${environment.class}, not CI`],
              ['Fingerprint of this machine and its settings', hash(environment.hash)],
              [
                'Fingerprint of the dependencies',
                environment.lockfileHash ? hash(environment.lockfileHash) : 'not found',
              ],
            ]}
          />
        </Card>
        <Card>
          <CardHeader title="Plan" />
          <Facts
            facts={[
              ['Design', 'interleaved rounds, each variant once a round, order turned'],
              ['Rounds', `${plan.rounds} and one warm-up`],
              ['Confidence', `${100 - plan.alpha * 100} %`],
              ['Differences that count', `from ${Number((plan.tau * 100).toPrecision(3))} %`],
              ['Seed', String(plan.seed)],
              ['Data', experiment.dataset.description],
              ...chosen(experiment.params, contract),
            ]}
          />
        </Card>
        <Card>
          <CardHeader title="Code" />
          <Facts
            facts={[
              ['Branch', git.branch ?? 'not a git checkout'],
              ['Commit', git.head ? hash(git.head) : '–'],
              ['Uncommitted changes', git.head ? (git.dirty ? 'yes' : 'no') : '–'],
              ['Version of the benchmark', hash(experiment.version)],
              [
                'Started by',
                { cli: 'the command line', page: 'this page', ci: 'CI', schedule: 'a schedule' }[result.reason],
              ],
              ['Result format', result.schema],
            ]}
          />
        </Card>
      </div>
      <Card>
        <CardHeader title="PostgreSQL" />
        {postgres ? (
          <Facts
            facts={[
              ['Version', postgres.version],
              [
                'Server',
                postgres.server === 'private'
                  ? 'a private cluster, only for measuring'
                  : 'a shared server; its WAL counter covers other work as well',
              ],
              ...settings(postgres.settings).toSorted(([a], [b]) => a.localeCompare(b)),
            ]}
          />
        ) : (
          <p className="text-[0.8125rem] text-muted-foreground">This run used no PostgreSQL.</p>
        )}
      </Card>
    </div>
  );
};
