import type { ExperimentContract } from '@lab/bench';
import { Card, CardHeader } from '@lab/ui/card';
import { Tape } from '@lab/ui/tape';
import type { RunView } from '../contract.ts';
import { tapeRounds } from './tape-rounds.ts';
import { VariantMark } from './variant-mark.tsx';

interface RunTapeProps {
  readonly run: RunView;
  readonly experiment: ExperimentContract | undefined;
}

/** The tape of a run that has ended: in which order its samples ran, and which were rejected. */
export const RunTape = ({ run, experiment }: RunTapeProps) => {
  const samples = run.result?.samples ?? [];
  if (samples.length === 0) return null;
  const { variants = [], plan } = run.result ?? {};
  const labelOf = (id: string) => variants.find((variant) => variant.id === id)?.label ?? id;
  // A letter each, so that the order can be read without telling colours apart.
  const signs = new Map((plan?.variants ?? []).map((id, i) => [id, String.fromCharCode(65 + (i % 26))]));
  const rounds = tapeRounds({ ...run, ended: true }, experiment).map((round) => ({
    ...round,
    cells: round.cells.map((cell) => ({ ...cell, sign: signs.get(cell.variant ?? '') })),
  }));
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
      <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-2xs text-muted-foreground" aria-label="Signs">
        {[...signs].map(([id, sign]) => (
          <li key={id}>
            <VariantMark experiment={experiment} variants={run.result?.variants ?? []} id={id} />
            <b className="mr-1 font-semibold text-foreground">{sign}</b>
            {labelOf(id)}
          </li>
        ))}
        <li>Paler: warm-up, not analysed</li>
        {rejected > 0 && <li>Dashed: rejected</li>}
        {failed > 0 && <li>×: failed</li>}
      </ul>
      <Tape label={`${count}, ${rejected} rejected, ${failed} failed`} rounds={rounds} />
    </Card>
  );
};
