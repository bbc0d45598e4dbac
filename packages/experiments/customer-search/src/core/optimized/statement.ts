/** Builds the text of a statement and its values side by side, so that no value ever becomes text. */
export class Statement {
  readonly values: unknown[] = [];

  /** `$3::bigint` for a value of this type. The cast fixes its type, which a prepared statement could otherwise not infer. */
  value(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }
}
