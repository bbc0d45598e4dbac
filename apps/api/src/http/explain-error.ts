import { isLabError, LabError } from '@lab/errors';

/** Codes of node:net and SQLSTATEs that mean "the server is not there", not "the query is wrong". */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
]);
// What pg throws without a code when a connection ends or does not come.
const unreachableText =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/;

const codeOf = (error: unknown): string | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
};

/** Why the database is away, or undefined when that is not what this error says. Looks through causes. */
const databaseAway = (error: unknown): string | undefined => {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if (at instanceof AggregateError) {
      const inner = at.errors.map(databaseAway).find((reason) => reason !== undefined);
      if (inner) return inner;
    }
    const code = codeOf(at);
    if (code && unreachable.has(code)) return code === '57P03' ? 'it is starting up' : at.message || code;
    if (unreachableText.test(at.message)) return at.message;
  }
  return undefined;
};

const inKiB = (bytes: number): string => `${Math.floor(bytes / 1024)} KiB`;

const fromFramework = (error: unknown, bodyLimit: () => number): LabError | undefined => {
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new LabError('too-large', { limit: inKiB(bodyLimit()) }, { cause: error });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new LabError('unsupported-media-type', {}, { cause: error });
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new LabError('bad-input', { problem: 'The body is not valid JSON.' }, { cause: error });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new LabError(
        'bad-input',
        { problem: 'The body is not as long as Content-Length says.' },
        { cause: error },
      );
    case 'FST_ERR_BAD_URL':
      return new LabError('bad-input', { problem: 'The address is not validly percent-encoded.' }, { cause: error });
    default:
      return undefined;
  }
};

/**
 * Gives an error of a library its place in the closed table; undefined when it was not foreseen.
 * `database` is where Postgres is, without the password; `bodyLimit` is the limit in bytes where a route (`routeLimit`) has none of its own.
 */
export const createExplainError =
  ({ database, bodyLimit }: { readonly database: string; readonly bodyLimit: number }) =>
  (error: unknown, routeLimit?: () => number | undefined): LabError | undefined => {
    if (isLabError(error)) return error;
    const framework = fromFramework(error, () => routeLimit?.() ?? bodyLimit);
    if (framework) return framework;
    const reason = databaseAway(error);
    if (reason)
      return new LabError(
        'database-unreachable',
        { where: database, reason, setting: 'DATABASE_URL' },
        { cause: error },
      );
    // 4xx of a plugin: its own words are meant for the caller.
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 400)
      return new LabError('bad-input', { problem: error.message }, { cause: error });
    return undefined;
  };

export type ExplainError = ReturnType<typeof createExplainError>;
