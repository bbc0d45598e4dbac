/** SQL that tells readers to look at an import again, sent with the statement's own commit. Channel of all change hints. */
export const notifyImport = (idColumn: string): string =>
  `pg_notify('lab_changes', json_build_object('kind', 'import', 'id', ${idColumn})::text)`;
