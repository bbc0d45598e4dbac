import type { ExperimentContract } from '@lab/bench';
import { Card, CardHeader } from '@lab/ui/card';
import { Tape } from '@lab/ui/tape';
import type { RunView } from '../contract.ts';
import { tapeRounds } from './tape-rounds.ts';

interface RunTapeProps {
  readonly run: RunView;
  readonly experiment: ExperimentContract | undefined;
}

/** The tape of a run that has ended: in which order its samples ran, and which were rejected. */
export const RunTape = ({ run, experiment }: RunTapeProps) => {
  const samples = run.result?.samples ?? [];
  if (samples.length === 0) return null;
  const count = `${samples.length} ${samples.length === 1 ? 'sample' : 'samples'}`;
  const rejected = samples.filter(({ status }) => status === 'rejected').length;
  const failed = samples.filter(({ status }) => status === 'error').length;
  return (
    <Card>
      <CardHeader
        title="Order of the samples"
        note={[
          count,
          ...(rejected > 0 ? [`${rejected} rejected and run again`] : []),
          ...(failed > 0 ? [`${failed} failed`] : []),
        ].join(', ')}
      />
      <Tape
        label={`${count}, ${rejected} rejected, ${failed} failed`}
        rounds={tapeRounds({ ...run, ended: true }, experiment)}
      />
    </Card>
  );
};
