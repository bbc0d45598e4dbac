/** Any value that JSON can carry. `undefined`, NaN and the infinities are refused: JSON would turn them into null. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * What a row holds for each PostgreSQL type.
 *
 * - `int8` takes bigint, or numbers while they are safe integers.
 * - `numeric` takes numbers, or decimal strings where a double is too coarse. `numeric(p,s)` says the column's own scale,
 *   which lets whole thousandths and the like be written without formatting a double.
 * - `timestamptz` takes Date (milliseconds; an invalid Date is refused), or a bigint of microseconds since 1970 where a Date is too
 *   coarse; `date` a string like `2026-11-21`.
 */
export interface ColumnValues {
  int2: number;
  int4: number;
  int8: bigint | number;
  float4: number;
  float8: number;
  numeric: number | string;
  text: string;
  bool: boolean;
  timestamptz: Date | bigint;
  date: string;
  uuid: string;
  json: Json;
  jsonb: Json;
  bytea: Uint8Array;
}

type ScaledNumeric = `numeric(${number},${number})`;
export type ColumnType = keyof ColumnValues | ScaledNumeric;

/** A column that may hold NULL. Made by `nullable(type)`. */
export interface NullableColumn<Type extends ColumnType = ColumnType> {
  readonly type: Type;
  readonly nullable: true;
}

export type Column = ColumnType | NullableColumn;

type ValueOf<Type extends ColumnType> = Type extends keyof ColumnValues
  ? ColumnValues[Type]
  : Type extends ScaledNumeric
    ? ColumnValues['numeric']
    : never;

export type ColumnValue<C extends Column> = C extends ColumnType
  ? ValueOf<C>
  : C extends NullableColumn<infer Type>
    ? ValueOf<Type> | null
    : never;

/** A column that may hold NULL: `pvalue: nullable('numeric(10,6)')`. */
export const nullable = <Type extends ColumnType>(type: Type): NullableColumn<Type> => ({ type, nullable: true });
