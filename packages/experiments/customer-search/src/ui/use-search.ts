'use client';
import { useUrlValues, useWriteUrl } from '@lab/ui/url-state';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { type AskedQuery, askedQuery, type SearchTexts } from './asked-query.ts';
import { searchNames } from './search-fields.ts';

/** Long enough that a word is typed as one question, short enough that nobody waits for it. */
const debounceMs = 300;

export interface Search {
  /** What stands in the controls. */
  readonly texts: SearchTexts;
  /** What is wrong with what stands in them, without the delay that asking has. */
  readonly errors: AskedQuery['errors'];
  /** What is asked: a moment behind the typing. */
  readonly asked: AskedQuery;
  /** While somebody types: is asked for after a pause. */
  readonly type: (name: string, text: string) => void;
  /** A choice: is asked for at once. Any change but one of the page itself begins at page 1. */
  readonly choose: (texts: SearchTexts) => void;
  /** Enter: what was typed is asked for now. */
  readonly submit: () => void;
  readonly clear: () => void;
}

const readTexts = (url: Pick<URLSearchParams, 'get'>): SearchTexts =>
  Object.fromEntries(searchNames.flatMap((name) => [[name, url.get(name) ?? '']]));

const empty: SearchTexts = Object.fromEntries(searchNames.map((name) => [name, '']));

/** The state of the search. It begins as the link says, and the link follows it. */
export const useSearch = (): Search => {
  const url = useUrlValues();
  const write = useWriteUrl();
  const [texts, setTexts] = useState(() => readTexts(url));
  const [settled, setSettled] = useState(texts);
  const settle = useCallback(
    (next: SearchTexts) => {
      setTexts(next);
      setSettled(next);
      write(Object.fromEntries(searchNames.map((name) => [name, next[name] || null])));
    },
    [write],
  );
  useEffect(() => {
    if (texts === settled) return;
    const timer = setTimeout(() => settle(texts), debounceMs);
    return () => clearTimeout(timer);
  }, [settle, settled, texts]);
  const asked = useMemo(() => askedQuery(settled), [settled]);
  const { errors } = useMemo(() => askedQuery(texts), [texts]);
  return {
    texts,
    errors,
    asked,
    type: (name, text) => setTexts({ ...texts, [name]: text, page: '' }),
    choose: (chosen) => settle({ ...texts, page: '', ...chosen }),
    submit: () => settle(texts),
    clear: () => settle({ ...empty, match: texts.match ?? '', page_size: texts.page_size ?? '' }),
  };
};
