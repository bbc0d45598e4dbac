'use client';
import { ExperimentPage } from '@lab/runs/ui';
import { customerSearch } from '../contract.ts';
import { QuestionPart } from './question-part.tsx';
import { SearchResults } from './results/search-results.tsx';
import { SearchPart } from './search-part.tsx';

const summary =
  'A list with page numbers, a count and a query more for each row is quick on a thousand customers and times out on three million. The same API with cursors, the right indexes and a cache answers in milliseconds; here each technique can be seen, and measured alone.';

export const CustomerSearchPage = () => (
  <ExperimentPage
    experiment={customerSearch}
    summary={summary}
    question={<QuestionPart />}
    tryIt={{ label: 'Search customers', content: <SearchPart /> }}
    results={SearchResults}
  />
);
