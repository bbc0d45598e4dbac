'use client';
import { Button } from '@lab/ui/button';
import { Card } from '@lab/ui/card';
import { Disclosure } from '@lab/ui/disclosure';
import { Field } from '@lab/ui/field';
import { Input } from '@lab/ui/input';
import { Segmented } from '@lab/ui/segmented';
import { FilterField } from './filter-field.tsx';
import { OrderFields } from './order-fields.tsx';
import { commonFields, rareFields } from './search-fields.ts';
import type { Search } from './use-search.ts';

const matchSentences = {
  best: 'Words in any column, beginnings of words and small typing errors included, best match first. The naive API has no such search: it looks for the whole text in one column.',
  contains: 'Customers of whom one column contains the whole text, in any case, in the order that you choose.',
} as const;

/** One search box, the filters that both APIs have, and the order. What is typed is asked for after a short pause, or with Enter. */
export const SearchForm = ({ search }: { readonly search: Search }) => {
  const { errors, texts } = search;
  const match = texts.match === 'contains' ? 'contains' : 'best';
  const rareSet = rareFields.filter(({ name }) => texts[name]).length;
  const rareWrong = rareFields.some(({ name }) => errors[name]);
  const isSet = [...commonFields, ...rareFields].some(({ name }) => texts[name]) || texts.search || texts.sort_by;
  return (
    <Card>
      <search>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            search.submit();
          }}
        >
          <div>
            <Field label="Search" error={errors.search}>
              {(control) => (
                <Input
                  {...control}
                  name="search"
                  type="search"
                  dir="auto"
                  className="h-11 text-base"
                  placeholder="A name, a place, a phone number, a date …"
                  value={texts.search ?? ''}
                  autoComplete="off"
                  spellCheck={false}
                  enterKeyHint="search"
                  onChange={(event) => search.type('search', event.target.value)}
                />
              )}
            </Field>
            <div className="mt-2 flex flex-wrap items-baseline gap-x-3 gap-y-1.5">
              <Segmented
                label="How to match"
                value={match}
                onValueChange={(value) => search.choose({ match: value === 'contains' ? value : '' })}
                options={[
                  { value: 'best', label: 'best match' },
                  { value: 'contains', label: 'contains' },
                ]}
              />
              <p className="min-w-0 flex-1 basis-80 text-[0.8125rem] text-muted-foreground">
                {errors.match ?? matchSentences[match]}
              </p>
            </div>
          </div>
          <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            {commonFields.map((field) => (
              <FilterField key={field.name} field={field} search={search} />
            ))}
          </div>
          <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            <OrderFields search={search} />
            {isSet && (
              <div className="flex items-end">
                <Button variant="ghost" onClick={search.clear}>
                  Clear the search
                </Button>
              </div>
            )}
          </div>
          <Disclosure
            title="More filters"
            note={rareSet > 0 ? `${rareSet} set` : 'ids, phone, street, gender, points, birthday, times, count'}
            initiallyOpen={rareSet > 0}
            keepOpen={rareWrong}
          >
            <div className="grid grid-cols-1 gap-4 xs:grid-cols-2 lg:grid-cols-4">
              {rareFields.map((field) => (
                <FilterField key={field.name} field={field} search={search} />
              ))}
            </div>
            <p className="mt-3 text-[0.8125rem] text-muted-foreground">
              Days are whole days in UTC. Text filters are in any case; %, _ and \ mean themselves.
            </p>
          </Disclosure>
          {/* Enter submits; a visible button would say that one has to. */}
          <button type="submit" className="sr-only" tabIndex={-1} aria-hidden>
            Search
          </button>
        </form>
      </search>
    </Card>
  );
};
