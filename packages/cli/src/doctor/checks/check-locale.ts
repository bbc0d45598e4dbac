import type { Check } from '../finding.ts';

/** Databases bring their own; only the terminal's drawing depends on it. */
export const checkLocale: Check = async () => {
  const locale = process.env.LC_ALL || process.env.LC_CTYPE || process.env.LANG || '';
  return /utf-?8/i.test(locale)
    ? { name: 'Locale', status: 'ok', found: locale }
    : {
        name: 'Locale',
        status: 'note',
        found: `${locale || 'none'}: the terminal may draw the tables of "lab bench" wrongly`,
        mend: 'export LC_ALL=C.UTF-8',
      };
};
