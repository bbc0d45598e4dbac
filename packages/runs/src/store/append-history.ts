/** SQL expression: the run's history with one more sentence, given by a parameter such as `$3`. */
export const appendHistory = (textParameter: string): string =>
  `history || jsonb_build_array(jsonb_build_object('at', now(), 'text', ${textParameter}::text))`;
