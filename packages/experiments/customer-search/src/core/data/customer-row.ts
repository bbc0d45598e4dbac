import { type CountryFacts, countryFacts } from './country-facts.ts';
import { type CountryWords, countryWords } from './country-words.ts';
import { mix, share } from './mix.ts';
import { birthday, createdAt, latelySince, soonAfter } from './moments.ts';
import { postalCode } from './postal-code.ts';
import { skewedList } from './skewed-list.ts';

/** Of the rows that a seed makes: another number, and rows that are there already are not theirs. */
export const generatorVersion = 1;

/** What the generator says of one customer. Moments are microseconds since 1970, as numbers. */
export interface CustomerRow {
  readonly first_name: string;
  readonly last_name: string;
  readonly gender: 'undefined' | 'male' | 'female' | 'non_binary';
  /** `<prefix>:<32 hex digits>` */
  readonly customer_id: string;
  readonly phone_number: string;
  readonly created: number;
  readonly birthday: string | null;
  readonly last_updated: number;
  readonly address: {
    readonly street: string;
    readonly street_number: string;
    readonly city_code: string;
    readonly city: string;
    readonly country: string;
  } | null;
  readonly relationship: {
    readonly points: number;
    readonly created: number;
    readonly last_activity: number | null;
  } | null;
}

/** Each drawn value of a row has bits of its own, so that a change of one leaves the others as they are. */
const field = {
  country: 1,
  gender: 2,
  firstName: 3,
  lastName: 4,
  prefix: 5,
  id1: 6,
  id2: 7,
  id3: 8,
  id4: 9,
  phonePrefix: 10,
  phone: 11,
  plus: 12,
  created: 13,
  createdMicros: 14,
  birthday: 15,
  birthday2: 16,
  updated: 17,
  updatedMicros: 18,
  hasAddress: 19,
  city: 20,
  code: 21,
  street: 22,
  number: 23,
  letter: 24,
  hasRelationship: 25,
  points: 26,
  joined: 27,
  joinedMicros: 28,
  active: 29,
  activeMicros: 30,
  neverActive: 31,
  hasBirthday: 32,
} as const;

interface Country extends CountryFacts {
  readonly words: CountryWords;
}

const countries: readonly Country[] = countryFacts.map((facts) => ({ ...facts, words: countryWords(facts.locale) }));
const byWeight = countries.flatMap((country) => Array.from({ length: country.weight }, () => country));

const prefixes = skewedList(['cus', 'web', 'app', 'shop', 'partner'], 1);
const letters = 'abcd';
/** Four hex digits of each 16 bits: a customer id is eight of them, and formatting numbers takes longer than looking up. */
const hex = Array.from({ length: 65_536 }, (_, value) => value.toString(16).padStart(4, '0'));
const hexOf = (bits: number): string => `${hex[bits >>> 16]}${hex[bits & 0xffff]}`;

const genderOf = (bits: number): CustomerRow['gender'] => {
  const part = bits % 1000;
  if (part < 480) return 'female';
  if (part < 950) return 'male';
  return part < 980 ? 'undefined' : 'non_binary';
};

const phoneOf = ({ phone: { code, prefixes: begins, digits } }: Country, draw: (of: number) => number): string => {
  const prefix = begins[draw(field.phonePrefix) % begins.length] ?? '';
  const rest = String(draw(field.phone) % 10 ** digits).padStart(digits, '0');
  return `${draw(field.plus) % 10 === 0 ? '' : '+'}${code}${prefix}${rest}`;
};

const addressOf = (country: Country, draw: (of: number) => number): NonNullable<CustomerRow['address']> => {
  const { cities, streets } = country.words;
  const rank = cities.place(draw(field.city));
  const number = 1 + Math.floor(country.highestNumber * share(draw(field.number)) ** 2.5);
  const letter = country.locale !== 'en' && draw(field.letter) % 12 === 0 ? letters[draw(field.letter) >>> 30] : '';
  return {
    street: streets.draw(draw(field.street)),
    street_number: `${number}${letter}`,
    city_code: postalCode(country, rank, draw(field.code)),
    city: cities.values[rank] ?? '',
    country: country.name,
  };
};

/**
 * The customer of an index: the same for the same seed, whoever asks in whatever order. Nine of ten have an address, 95 of 100 a
 * relationship, and of those 97 of 100 have done something since.
 *
 * @param index from 0 to `mostCustomers` - 1, see limits.ts
 */
export const customerRow = (index: number, seed: number): CustomerRow => {
  const draw = (of: number): number => mix(index, of, seed);
  const country = byWeight[draw(field.country) % byWeight.length] ?? countries[0];
  if (country === undefined) throw new Error('There are no countries.');
  const { words } = country;
  const gender = genderOf(draw(field.gender));
  const male = gender === 'male' || (gender !== 'female' && draw(field.gender) >>> 31 === 1);
  const created = createdAt(draw(field.created), draw(field.createdMicros));
  const joined = soonAfter(created, draw(field.joined), draw(field.joinedMicros), 12);
  return {
    first_name: (male ? words.male : words.female).draw(draw(field.firstName)),
    last_name: (male ? words.maleLast : words.femaleLast).draw(draw(field.lastName)),
    gender,
    customer_id: `${prefixes.draw(draw(field.prefix))}:${hexOf(draw(field.id1))}${hexOf(draw(field.id2))}${hexOf(draw(field.id3))}${hexOf(draw(field.id4))}`,
    phone_number: phoneOf(country, draw),
    created,
    birthday: draw(field.hasBirthday) % 100 < 8 ? null : birthday(draw(field.birthday), draw(field.birthday2)),
    last_updated: soonAfter(created, draw(field.updated), draw(field.updatedMicros), 2),
    address: draw(field.hasAddress) % 10 === 0 ? null : addressOf(country, draw),
    relationship:
      draw(field.hasRelationship) % 20 === 0
        ? null
        : {
            points: Math.floor(20_001 * share(draw(field.points)) ** 4),
            created: joined,
            last_activity:
              draw(field.neverActive) % 100 < 3
                ? null
                : latelySince(joined, draw(field.active), draw(field.activeMicros), 3),
          },
  };
};
