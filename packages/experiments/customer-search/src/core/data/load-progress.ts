/** What is going on: rows that were there are copied, new ones made, indexes and all else built, tables put in place. */
type LoadPhase = 'preparing' | 'copying' | 'loading' | 'indexing' | 'finishing';

export interface LoadProgress {
  readonly phase: LoadPhase;
  /** Customers that are loaded, of how many. */
  readonly customers: number;
  readonly customersTotal: number;
  /** Customers a second while they are loaded. */
  readonly perSecond: number | undefined;
  /** Of the phase, 0 to 1. */
  readonly share: number;
  /** What was begun last. */
  readonly current: string | undefined;
  readonly elapsedSeconds: number;
  /** To the end of all; undefined while nothing is known. */
  readonly etaSeconds: number | undefined;
}

export type OnLoadProgress = (progress: LoadProgress) => void;

/** Turns what the parts of a load say into progress with a rate and the time that is left. */
export interface ProgressMeter extends Disposable {
  begin(phase: LoadPhase): void;
  customers(done: number, total: number): void;
  /** Weights of the tasks that are done, of all. */
  step(done: number, total: number, current: string): void;
}

/** Measured: what follows the rows takes about so much of their time. */
const indexingShare = 1.2;

/** Reports four times a second, whatever happens or does not. */
export const createMeter = (onProgress: OnLoadProgress, now: () => number): ProgressMeter => {
  const start = now();
  let phase: LoadPhase = 'preparing';
  let phaseStart = start;
  let loaded = 0;
  let total = 0;
  let share = 0;
  let current: string | undefined;
  let loadingSeconds = 0;
  const seconds = (since: number) => (now() - since) / 1000;
  const eta = (): number | undefined => {
    const spent = seconds(phaseStart);
    if (phase === 'loading' && share > 0) return (spent / share) * (1 + indexingShare) - spent;
    if (phase !== 'indexing') return undefined;
    // The first tasks are long ones: what was measured before says more than they do.
    const expected = share > 0.2 ? spent / share : Math.max(spent, loadingSeconds * indexingShare);
    return expected - spent;
  };
  const report = () =>
    onProgress({
      phase,
      customers: loaded,
      customersTotal: total,
      perSecond: phase === 'loading' && loaded > 0 ? loaded / seconds(phaseStart) : undefined,
      share,
      current,
      elapsedSeconds: seconds(start),
      etaSeconds: eta(),
    });
  const ticker = setInterval(report, 250);
  return {
    begin(next) {
      if (phase === 'loading') loadingSeconds = seconds(phaseStart);
      phase = next;
      phaseStart = now();
      share = 0;
      current = undefined;
      report();
    },
    customers(done, of) {
      loaded = done;
      total = of;
      share = of === 0 ? 1 : done / of;
    },
    step(done, of, label) {
      share = of === 0 ? 1 : done / of;
      current = label;
    },
    [Symbol.dispose]: () => clearInterval(ticker),
  };
};
