'use client';
import type { ExperimentContract } from '@lab/bench';
import { createContext, type ReactNode, useContext } from 'react';

const ExperimentsContext = createContext<readonly ExperimentContract[]>([]);

interface ExperimentsProviderProps {
  readonly experiments: readonly ExperimentContract[];
  readonly children: ReactNode;
}

/** The host says which experiments exist: titles, links and the colours of variants come from their contracts. */
export const ExperimentsProvider = ({ experiments, children }: ExperimentsProviderProps) => (
  <ExperimentsContext value={experiments}>{children}</ExperimentsContext>
);

export const useExperiments = (): readonly ExperimentContract[] => useContext(ExperimentsContext);

/** Undefined for runs of an experiment that this host no longer has. */
export const useExperiment = (slug: string): ExperimentContract | undefined =>
  useExperiments().find((experiment) => experiment.slug === slug);
