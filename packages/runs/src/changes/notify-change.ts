/** Channel of every change hint: `{"kind":"run","id":"…"}`. Truth is always read again from the row. */
export const changesChannel = 'lab_changes';

/** SQL that sends the hint about a run from inside a statement, so that it leaves with the commit and never before. */
export const notifyRun = (idColumn: string): string =>
  `pg_notify('${changesChannel}', json_build_object('kind', 'run', 'id', ${idColumn})::text)`;
