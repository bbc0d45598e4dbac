'use client';
import { ExperimentPage } from '@lab/runs/ui';
import { bulkWrites } from '../contract.ts';
import { ImportPart } from './import-part.tsx';
import { QuestionPart } from './question-part.tsx';

const summary =
  'An ORM call per row is one round trip per row. Multi-row statements, arrays and COPY move the same rows in a handful. The tables are compared after every sample, so a fast variant that writes something else is an error, not a winner.';

export const BulkWritesPage = () => (
  <ExperimentPage
    experiment={bulkWrites}
    summary={summary}
    question={<QuestionPart />}
    tryIt={{ label: 'Import genes', content: <ImportPart /> }}
  />
);
