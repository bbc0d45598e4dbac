/** What phone numbers and postal codes of a country look like; words come from the locale, see country-words.ts. */
export interface CountryFacts {
  readonly name: string;
  /** Share of all customers, of the sum of all weights. */
  readonly weight: number;
  readonly locale: Locale;
  readonly phone: {
    /** International calling code, without +. */
    readonly code: string;
    /** What mobile numbers begin with. */
    readonly prefixes: readonly string[];
    /** Digits after that, at most 9. */
    readonly digits: number;
  };
  /** # is a digit, A a letter. */
  readonly postalCode: string;
  /** House numbers go up to this. */
  readonly highestNumber: number;
}

export type Locale =
  | 'en'
  | 'en_GB'
  | 'de'
  | 'fr'
  | 'es'
  | 'it'
  | 'nl'
  | 'pl'
  | 'sv'
  | 'pt_BR'
  | 'de_AT'
  | 'da'
  | 'cs_CZ';

const country = (
  name: string,
  locale: Locale,
  weight: number,
  [code, prefixes, digits]: readonly [string, readonly string[], number],
  postalCode: string,
  highestNumber = 180,
): CountryFacts => ({ name, locale, weight, phone: { code, prefixes, digits }, postalCode, highestNumber });

const american = ['212', '213', '305', '312', '404', '415', '469', '503', '602', '617', '702', '718', '832', '917'];

/** Where customers live, most of them first. */
export const countryFacts: readonly CountryFacts[] = [
  country('United States', 'en', 24, ['1', american, 7], '#####', 9800),
  country('Germany', 'de', 18, ['49', ['151', '160', '170', '171', '175', '176'], 8], '#####'),
  country('United Kingdom', 'en_GB', 13, ['44', ['7400', '7500', '7700', '7800', '7900'], 6], 'AA# #AA', 300),
  country('France', 'fr', 10, ['33', ['6', '7'], 8], '#####', 250),
  country('Italy', 'it', 8, ['39', ['320', '328', '333', '339', '347', '349'], 7], '#####'),
  country('Spain', 'es', 7, ['34', ['6', '6', '7'], 8], '#####'),
  country('Netherlands', 'nl', 5, ['31', ['6'], 8], '#### AA', 400),
  country('Poland', 'pl', 5, ['48', ['50', '51', '53', '60', '66', '69', '72', '78'], 7], '##-###'),
  country('Brazil', 'pt_BR', 4, ['55', ['119', '219', '319', '419', '519', '619', '719', '819'], 8], '#####-###', 3000),
  country('Sweden', 'sv', 3, ['46', ['70', '72', '73', '76', '79'], 7], '### ##', 120),
  country('Austria', 'de_AT', 3, ['43', ['650', '660', '664', '676', '699'], 7], '####', 150),
  country('Denmark', 'da', 2, ['45', ['20', '30', '40', '50', '60'], 6], '####', 200),
  country('Czechia', 'cs_CZ', 2, ['420', ['601', '602', '603', '720', '730', '776'], 6], '### ##', 1500),
];
