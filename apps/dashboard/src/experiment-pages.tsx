import { BulkWritesPage } from '@lab/bulk-writes/ui';
import { CustomerSearchPage } from '@lab/customer-search/ui';
import type { ComponentType } from 'react';

/** Slug to page: one line an experiment. Apart from `experiments.ts`, so that the shell does not load every page. */
export const experimentPages: Readonly<Record<string, ComponentType>> = {
  'bulk-writes': BulkWritesPage,
  'customer-search': CustomerSearchPage,
};
