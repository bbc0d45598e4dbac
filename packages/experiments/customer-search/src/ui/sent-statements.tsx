'use client';
import { formatCount } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { CodeBlock } from '@lab/ui/code-block';
import { Disclosure } from '@lab/ui/disclosure';
import { Notice } from '@lab/ui/notice';
import { useMutation } from '@tanstack/react-query';
import type { SentStatement, TriedPage } from '../contract/try-it.ts';
import { statementText } from './statement-text.ts';
import { useCustomerSearch } from './use-customer-search.ts';

interface SentStatementsProps {
  /** Whose they are: `the naive API`. */
  readonly of: string;
  readonly page: Pick<TriedPage, 'sentId' | 'statements' | 'queries'>;
}

const plural = (count: number, noun: string): string => `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

/** The SQL that an answer took, each text once, and its plan for whoever asks. */
export const SentStatements = ({ of, page: { sentId, statements, queries } }: SentStatementsProps) => {
  if (statements.length === 0)
    return (
      <p className="py-1 text-[0.8125rem] text-muted-foreground">
        No SQL was sent{queries === 0 ? ': the answer came from the cache' : ''}.
      </p>
    );
  const sent = statements.reduce((sum, { times }) => sum + times, 0);
  const note =
    statements.length === sent
      ? plural(sent, 'statement')
      : `${plural(sent, 'statement')}, ${plural(statements.length, 'text')}`;
  return (
    <Disclosure title="SQL and plans" note={note}>
      <ol className="flex flex-col gap-5">
        {statements.map((statement, i) => (
          <li key={`${sentId} ${statement.index}`}>
            <OneStatement
              statement={statement}
              sentId={sentId}
              label={statements.length === 1 ? `statement of ${of}` : `statement ${i + 1} of ${of}`}
              title={statements.length === 1 ? 'Statement' : `Statement ${i + 1}`}
            />
          </li>
        ))}
      </ol>
    </Disclosure>
  );
};

interface OneStatementProps {
  readonly statement: SentStatement;
  readonly sentId: string;
  readonly label: string;
  readonly title: string;
}

const OneStatement = ({ statement, sentId, label, title }: OneStatementProps) => {
  const customerSearch = useCustomerSearch();
  const explain = useMutation(customerSearch.explain.mutationOptions());
  const { index, text, times, values, explainable } = statement;
  return (
    <>
      <CodeBlock
        code={statementText(text)}
        lang="sql"
        title={times === 1 ? title : `${title}, sent ${formatCount(times)} times`}
        label={label}
      />
      {values.length > 0 && (
        <p className="mt-1.5 font-mono text-2xs break-words text-muted-foreground">
          {values.map((value, i) => (
            <span key={i} className="mr-3 inline-block max-w-full">
              <span className="text-subtle-foreground">${i + 1}</span> <bdi>{value}</bdi>
            </span>
          ))}
        </p>
      )}
      {explainable && (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            size="sm"
            pending={explain.isPending}
            aria-label={`Explain ${label}`}
            onClick={() => explain.mutate({ sentId, index })}
          >
            Explain
          </Button>
          <p className="min-w-0 flex-1 basis-56 text-2xs text-muted-foreground">
            Runs it once more, with EXPLAIN (ANALYZE, BUFFERS){times > 1 ? ' and the values of the first time' : ''}.
          </p>
        </div>
      )}
      {explain.error && (
        <Notice tone="bad" className="mt-2">
          {explain.error.data ? explain.error.message : 'The server does not answer. Try again.'}
        </Notice>
      )}
      {explain.data && (
        <CodeBlock
          code={explain.data.plan}
          lang="sql"
          wrap={false}
          title="Plan"
          label={`plan of ${label}`}
          className="mt-2"
        />
      )}
    </>
  );
};
