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

const keys: Readonly<Record<string, string>> = { firstName: 'first_name', lastName: 'last_name' };

/** What the patterns of a locale make: `{{person.lastName}} {{location.street_suffix}}`. The same ones every time. */
const fromPatterns = (patterns: readonly string[], definition: LocaleDefinition, count: number): readonly string[] => {
  const lists = new Map<string, readonly string[]>();
  const listOf = (room: string, key: string): readonly string[] => {
    const name = `${room}.${key}`;
    const list = lists.get(name) ?? all(definition[room]?.[keys[key] ?? key]);
    lists.set(name, list);
    return list;
  };
  return Array.from({ length: count }, (_, index) => {
    let place = 0;
    const pattern = patterns[mix(index, place++, 7) % patterns.length] ?? '';
    const fill = (_all: string, room: string, key: string): string => {
      const list = listOf(room, key);
      return list[mix(index, place++, 7) % list.length] ?? '';
    };
    return pattern.replace(/\{\{(\w+)\.(\w+)\}\}/g, fill).trim();
  });
};

const mostStreets = 1500;
const mostCities = 500;
const mostNames = 900;

const streetsOf = (definition: LocaleDefinition): readonly string[] =>
  fromPatterns(all(definition.location?.street_pattern), definition, 3 * mostStreets);

/** Real ones where the locale has them; those of English are handed to every other that has none. */
const citiesOf = (locale: Locale, definition: LocaleDefinition): readonly string[] => {
  const names = definition.location?.city_name;
  const own = locale === 'en' || names !== locales.en.location?.city_name;
  return own ? all(names) : fromPatterns(all(definition.location?.city_pattern), definition, 3 * mostCities);
};

/** The largest cities, and what the load test searches for, at places that they might have. */
const wanted: Readonly<Record<Locale, Wanted>> = {
  en: {
    male: { Anthony: 12 },
    streets: { 'Nicholas Heights': 40 },
    cities: ['New York', 'Los Angeles', 'Chicago', 'Houston', 'Phoenix'],
  },
  en_GB: { male: { Anthony: 30 }, cities: ['London', 'Birmingham', 'Leeds', 'Glasgow', 'Manchester'] },
  de: { cities: ['Berlin', 'Hamburg', 'München', 'Köln', 'Frankfurt am Main'] },
  fr: { cities: ['Paris', 'Marseille', 'Lyon', 'Toulouse'] },
  es: { cities: ['Madrid', 'Barcelona', 'Valencia', 'Sevilla'] },
  it: { cities: ['Roma', 'Milano', 'Napoli', 'Torino'] },
  nl: { cities: ['Amsterdam', 'Rotterdam', 'Den Haag', 'Utrecht'] },
  pl: { cities: ['Warszawa', 'Kraków', 'Łódź', 'Wrocław'] },
  sv: { cities: ['Stockholm', 'Göteborg', 'Malmö'] },
  pt_BR: { cities: ['São Paulo', 'Rio de Janeiro', 'Brasília', 'Salvador'] },
  de_AT: { cities: ['Wien', 'Graz', 'Linz'] },
  da: { cities: ['København', 'Aarhus', 'Odense'] },
  cs_CZ: { cities: ['Praha', 'Brno', 'Ostrava'] },
};

interface Wanted {
  readonly male?: Readonly<Record<string, number>>;
  readonly streets?: Readonly<Record<string, number>>;
  readonly cities: readonly string[];
}

const build = (locale: Locale): CountryWords => {
  const definition = locales[locale];
  const { person = {} } = definition;
  const largest = Object.fromEntries(wanted[locale].cities.map((city, rank) => [city, rank]));
  const names = (entry: unknown, sex: 'male' | 'female', ranks?: Readonly<Record<string, number>>) =>
    skewedList(ranked(all(entry, sex), mostNames, ranks), 0.9);
  return {
    male: names(person.first_name, 'male', wanted[locale].male),
    female: names(person.first_name, 'female'),
    maleLast: names(person.last_name, 'male'),
    femaleLast: names(person.last_name, 'female'),
    cities: skewedList(ranked(citiesOf(locale, definition), mostCities, largest), 1),
    streets: skewedList(ranked(streetsOf(definition), mostStreets, wanted[locale].streets), 0.7),
  };
};

const built = new Map<Locale, CountryWords>();

/** The words of a locale, from the definitions of @faker-js/faker; made once. */
export const countryWords = (locale: Locale): CountryWords => {
  const words = built.get(locale) ?? build(locale);
  built.set(locale, words);
  return words;
};
