import { cn } from '@lab/ui/cn';
import { withoutBusyOpening } from './without-busy-opening.ts';

/** `… wrote 57.4 times as many … as … (95 % CI 54.9 to 60.2, 8 of 8 rounds, same checksum). Stopped after …` */
const parts = /^(?<main>.+?) \((?<evidence>[^()]*\brounds?\b[^()]*)\)(?<rest>[.;].*)$/s;

const splitVerdict = (verdict: string): { main: string; evidence: string[]; rest: string } => {
  const groups = parts.exec(verdict)?.groups;
  if (!groups?.main || !groups.evidence) return { main: verdict, evidence: [], rest: '' };
  const rest = (groups.rest ?? '').replace(/^[.;]\s*/, '');
  return {
    main: `${groups.main}.`,
    evidence: groups.evidence.split(', '),
    rest: rest.charAt(0).toUpperCase() + rest.slice(1),
  };
};

const worded = (fact: string): string =>
  fact.replace(/ CI /, ' interval ').replace(/^(\d+ of \d+ rounds?)$/, 'better in $1');

/** A ratio that may yet turn is not shown as a win. */
const isUnsettled = (verdict: string): boolean => /^(Not settled yet|Inconclusive):/.test(withoutBusyOpening(verdict));

const proven = /identical|checksum|verified/;

interface VerdictProps {
  readonly verdict: string;
  readonly as?: 'h1' | 'h2' | 'p';
  readonly size?: 'page' | 'card';
}

/** The sentence that opens a result: its claim large, its number in the accent, its evidence in one quiet line. */
export const Verdict = ({ verdict, as: Heading = 'h1', size = 'page' }: VerdictProps) => {
  const { main, evidence, rest } = splitVerdict(verdict);
  const claim = main.split(/(\d[\d,.]*\stimes)/);
  return (
    <div>
      <Heading
        data-testid="verdict"
        className={cn(
          'text-balance',
          size === 'page'
            ? 'max-w-[30em] text-xl leading-[1.3] font-medium tracking-[-0.02em] sm:text-[1.625rem]'
            : 'text-[0.9375rem] leading-snug font-medium',
        )}
      >
        {claim.map((part, i) =>
          i % 2 === 1 ? (
            <b key={part} className={cn('font-semibold whitespace-nowrap', !isUnsettled(main) && 'text-brand')}>
              {part}
            </b>
          ) : (
            part
          ),
        )}
      </Heading>
      {evidence.length > 0 && (
        <ul
          className={cn(
            'flex flex-wrap gap-x-[18px] gap-y-0.5 text-[0.8125rem] text-muted-foreground',
            size === 'page' ? 'mt-2.5' : 'mt-1.5',
          )}
        >
          {evidence.map((fact) => (
            <li key={fact} className={cn(proven.test(fact) && 'text-good')}>
              {worded(fact)}
            </li>
          ))}
        </ul>
      )}
      {rest && <p className="mt-1.5 max-w-[80ch] text-[0.8125rem] text-muted-foreground">{rest}</p>}
    </div>
  );
};
