import type { LocaleDefinition } from '@faker-js/faker';
import { faker as csCz } from '@faker-js/faker/locale/cs_CZ';
import { faker as da } from '@faker-js/faker/locale/da';
import { faker as de } from '@faker-js/faker/locale/de';
import { faker as deAt } from '@faker-js/faker/locale/de_AT';
import { faker as en } from '@faker-js/faker/locale/en';
import { faker as enGb } from '@faker-js/faker/locale/en_GB';
import { faker as es } from '@faker-js/faker/locale/es';
import { faker as fr } from '@faker-js/faker/locale/fr';
import { faker as it } from '@faker-js/faker/locale/it';
import { faker as nl } from '@faker-js/faker/locale/nl';
import { faker as pl } from '@faker-js/faker/locale/pl';
import { faker as ptBr } from '@faker-js/faker/locale/pt_BR';
import { faker as sv } from '@faker-js/faker/locale/sv';
import type { Locale } from './country-facts.ts';
import { mix } from './mix.ts';
import { ranked, type SkewedList, skewedList } from './skewed-list.ts';

const locales: Readonly<Record<Locale, LocaleDefinition>> = {
  en: en.rawDefinitions,
  en_GB: enGb.rawDefinitions,
  de: de.rawDefinitions,
  fr: fr.rawDefinitions,
  es: es.rawDefinitions,
  it: it.rawDefinitions,
  nl: nl.rawDefinitions,
  pl: pl.rawDefinitions,
  sv: sv.rawDefinitions,
  pt_BR: ptBr.rawDefinitions,
  de_AT: deAt.rawDefinitions,
  da: da.rawDefinitions,
  cs_CZ: csCz.rawDefinitions,
};

/** The words of one country, each list in the order of how common its values are. */
export interface CountryWords {
  readonly male: SkewedList;
  readonly female: SkewedList;
  readonly maleLast: SkewedList;
  readonly femaleLast: SkewedList;
  readonly cities: SkewedList;
  readonly streets: SkewedList;
}

/** Values of one list of a locale, which has it, has it by sex, or has it not. */
const all = (entry: unknown, sex?: 'male' | 'female'): readonly string[] => {
  if (Array.isArray(entry)) return entry.filter((value) => typeof value === 'string');
  if (typeof entry !== 'object' || entry === null) return [];
  const lists = Object.entries(entry).filter(([key]) => sex === undefined || key === sex);
  const found = lists.flatMap(([, list]) => all(list));
  return found.length > 0 || sex === undefined ? found : all(entry);
};

/** Pairs of both lists, the same ones every time. */
const pairs = (first: readonly string[], second: readonly string[], count: number, between: string): string[] =>
  Array.from({ length: count }, (_, index) => {
    const one = first[mix(index, 1, 7) % first.length] ?? '';
    const other = second[mix(index, 2, 7) % second.length] ?? '';
    return `${one}${between}${other}`.trim();
  });

const mostStreets = 1500;
const mostCities = 500;
const mostNames = 900;

const streetsOf = ({ location = {}, person = {} }: LocaleDefinition): readonly string[] => {
  const names = all(location.street_name);
  if (names.length > 100) return names;
  const suffixes = all(location.street_suffix);
  const prefixes = all(location.street_prefix);
  const people = [...all(person.first_name), ...all(person.last_name)];
  // "Rue de la Paix", "Via Rossi", "Nicholas Heights".
  if (prefixes.length > 0 && suffixes.length > 20) return pairs(prefixes, suffixes, 2 * mostStreets, ' ');
  if (prefixes.length > 0) return pairs(prefixes, people, 2 * mostStreets, ' ');
  return [...names, ...pairs(people, suffixes, 2 * mostStreets, suffixes.some((suffix) => /^[A-Z]/.test(suffix)) ? ' ' : '')];
};

const citiesOf = ({ location = {}, person = {} }: LocaleDefinition): readonly string[] => {
  const names = all(location.city_name);
  return names.length > 50 ? names : [...names, ...pairs(all(person.last_name), all(location.city_suffix), 2 * mostCities, '')];
};

/** Values that the load test searches for. */
const wanted: Partial<Record<Locale, { readonly male?: Record<string, number>; readonly streets?: Record<string, number> }>> = {
  en: { male: { Anthony: 12 }, streets: { 'Nicholas Heights': 40 } },
  en_GB: { male: { Anthony: 30 } },
};

const build = (locale: Locale): CountryWords => {
  const definition = locales[locale];
  const { person = {} } = definition;
  const names = (entry: unknown, sex: 'male' | 'female', ranks?: Readonly<Record<string, number>>) =>
    skewedList(ranked(all(entry, sex), mostNames, ranks), 0.9);
  return {
    male: names(person.first_name, 'male', wanted[locale]?.male),
    female: names(person.first_name, 'female'),
    maleLast: names(person.last_name, 'male'),
    femaleLast: names(person.last_name, 'female'),
    cities: skewedList(ranked(citiesOf(definition), mostCities), 1),
    streets: skewedList(ranked(streetsOf(definition), mostStreets, wanted[locale]?.streets), 0.7),
  };
};

const built = new Map<Locale, CountryWords>();

/** The words of a locale, from the definitions of @faker-js/faker; made once. */
export const countryWords = (locale: Locale): CountryWords => {
  const words = built.get(locale) ?? build(locale);
  built.set(locale, words);
  return words;
};
