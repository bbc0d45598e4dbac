/** The codes of tRPC 11 that the table uses. Spelled out so that this package depends on nothing. */
type TrpcCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'UNPROCESSABLE_CONTENT'
  | 'TOO_MANY_REQUESTS'
  | 'CLIENT_CLOSED_REQUEST'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

export interface ErrorEntry {
  readonly status: number;
  readonly trpc: TrpcCode;
  /** One sentence that says what to do; `{name}` is filled from the error's data. */
  readonly message: string;
  /** True where the same request may succeed later. */
  readonly retryable: boolean;
}

/** Closed table of everything that Backend Lab answers on purpose. docs/ERRORS.md is compared with it by a test, both ways. */
export const errorTable = {
  'bad-input': { status: 400, trpc: 'BAD_REQUEST', message: '{problem}', retryable: false },
  'unknown-experiment': {
    status: 404,
    trpc: 'NOT_FOUND',
    message: 'There is no experiment "{experiment}"; choose from: {allowed}.',
    retryable: false,
  },
  'unknown-workload': {
    status: 400,
    trpc: 'BAD_REQUEST',
    message: '{experiment} has no workload "{workload}"; it has {allowed}.',
    retryable: false,
  },
  'unknown-variant': {
    status: 400,
    trpc: 'BAD_REQUEST',
    message: 'Workload {workload} has no variant "{variant}"; it has {allowed}.',
    retryable: false,
  },
  'out-of-range': {
    status: 400,
    trpc: 'BAD_REQUEST',
    message: '{name} must be {allowed}; it was {value}.',
    retryable: false,
  },
  'not-signed-in': { status: 401, trpc: 'UNAUTHORIZED', message: 'Sign in first.', retryable: false },
  'wrong-credentials': {
    status: 401,
    trpc: 'UNAUTHORIZED',
    message: 'E-mail or password is wrong.',
    retryable: false,
  },
  'session-required': {
    status: 403,
    trpc: 'FORBIDDEN',
    message: 'An API key may not manage API keys; sign in, or send a bearer token.',
    retryable: false,
  },
  'not-allowed': {
    status: 403,
    trpc: 'FORBIDDEN',
    message: 'Your account may not do this; an administrator can allow it.',
    retryable: false,
  },
  'host-not-allowed': {
    status: 403,
    trpc: 'FORBIDDEN',
    message:
      'Nothing is served under the name {host}; use {allowed}, or set PUBLIC_URL to the address that people use.',
    retryable: false,
  },
  'origin-not-allowed': {
    status: 403,
    trpc: 'FORBIDDEN',
    message: 'This request came from {origin}, which is not one of our pages; changes are only taken from our own.',
    retryable: false,
  },
  'run-not-found': {
    status: 404,
    trpc: 'NOT_FOUND',
    message: 'There is no run {run}; it may have been deleted.',
    retryable: false,
  },
  'statement-not-found': {
    status: 404,
    trpc: 'NOT_FOUND',
    message: 'This statement is not kept any more; search again, then ask for its plan.',
    retryable: false,
  },
  'gene-not-found': {
    status: 404,
    trpc: 'NOT_FOUND',
    message: 'There is no gene "{gene}"; import genes first, or look the name up.',
    retryable: false,
  },
  'import-not-found': {
    status: 404,
    trpc: 'NOT_FOUND',
    message: 'There is no import {import}; it may have been deleted.',
    retryable: false,
  },
  'customer-not-found': {
    status: 404,
    trpc: 'NOT_FOUND',
    message: 'There is no customer {customer}; it may have been deleted.',
    retryable: false,
  },
  'bad-cursor': {
    status: 400,
    trpc: 'BAD_REQUEST',
    message: 'The cursor does not fit this list ({reason}); begin again without it.',
    retryable: false,
  },
  'import-already-ended': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Import {import} has already ended ({status}).',
    retryable: false,
  },
  'api-key-not-found': {
    status: 404,
    trpc: 'NOT_FOUND',
    message: 'You have no API key {key}; it may have been revoked.',
    retryable: false,
  },
  'not-found': { status: 404, trpc: 'NOT_FOUND', message: 'There is nothing at {path}.', retryable: false },
  'run-already-ended': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Run {run} has already ended ({status}).',
    retryable: false,
  },
  'run-not-ended': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Run {run} is {status}; cancel it first, then delete it.',
    retryable: true,
  },
  'run-not-measured': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Run {run} has measured nothing yet; download it once its first samples are there.',
    retryable: true,
  },
  'run-never-measured': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Run {run} ended without samples; there is nothing to download.',
    retryable: false,
  },
  'customers-busy': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Somebody else is making customers in this database; wait until that has ended, or stop it.',
    retryable: true,
  },
  'customers-differ': {
    status: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    message: 'The customers that were made are not the same everywhere ({problem}); nothing was kept.',
    retryable: false,
  },
  'lease-lost': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Another worker has taken over {what}; this late result is refused.',
    retryable: false,
  },
  'too-large': {
    status: 413,
    trpc: 'PAYLOAD_TOO_LARGE',
    message: 'The request is larger than {limit}.',
    retryable: false,
  },
  'unsupported-media-type': {
    status: 415,
    trpc: 'UNSUPPORTED_MEDIA_TYPE',
    message:
      'This address does not take that content type; send application/json unless its documentation says otherwise.',
    retryable: false,
  },
  'invalid-body': { status: 422, trpc: 'UNPROCESSABLE_CONTENT', message: '{problem}', retryable: false },
  'invalid-row': { status: 422, trpc: 'UNPROCESSABLE_CONTENT', message: '{problem}', retryable: false },
  'too-many-requests': {
    status: 429,
    trpc: 'TOO_MANY_REQUESTS',
    message: 'Too many requests; try again in {seconds} s.',
    retryable: true,
  },
  cancelled: {
    status: 499,
    trpc: 'CLIENT_CLOSED_REQUEST',
    message: 'Cancelled; finished rounds are kept.',
    retryable: false,
  },
  'database-unreachable': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'PostgreSQL at {where} cannot be reached ({reason}); check {setting} or start the server.',
    retryable: true,
  },
  'database-too-old': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'PostgreSQL at {where} is version {version}; Backend Lab needs {needed} or newer.',
    retryable: false,
  },
  'database-right-missing': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'The account {user} at {where} may not {right}; grant it or use another account.',
    retryable: false,
  },
  'migration-edited': {
    status: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    message:
      'Migrations were edited after they had been applied ({migrations}); undo that and add a new one, or run "lab db reset" where the data may go.',
    retryable: false,
  },
  'migration-failed': {
    status: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    message: 'Migration {migration} failed and left nothing behind: {problem}.',
    retryable: false,
  },
  'bad-setting': {
    status: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    message: 'The setting {name} must be {allowed}; it was {value}.',
    retryable: false,
  },
  'already-running': {
    status: 409,
    trpc: 'CONFLICT',
    message: 'Backend Lab is already running in this checkout (process {pid}) at {url}.',
    retryable: false,
  },
  'service-failed': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: '{service} did not start: {reason}',
    retryable: true,
  },
  'measuring-stopped': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'The measuring process ended before its run did ({reason}); finished rounds are kept.',
    retryable: true,
  },
  'not-built': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'The dashboard has not been built; run "npx pnpm@12 build" first.',
    retryable: false,
  },
  'service-unreachable': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: '{service} at {where} cannot be reached ({reason}); check {setting} or start the server.',
    retryable: true,
  },
  'service-too-old': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: '{service} at {where} is version {version}; Backend Lab needs {needed} or newer.',
    retryable: false,
  },
  'queue-unavailable': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'The job queue cannot be reached; the work is recorded and starts when it is back.',
    retryable: true,
  },
  'query-too-slow': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'This query took the database longer than {seconds} s and was stopped; ask for less, or try again later.',
    retryable: true,
  },
  'dashboard-unavailable': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'The dashboard does not answer yet; it is starting, or it has stopped. The API works without it.',
    retryable: true,
  },
  'shutting-down': {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    message: 'This server is stopping; try again in a moment.',
    retryable: true,
  },
  unexpected: {
    status: 500,
    trpc: 'INTERNAL_SERVER_ERROR',
    message: 'Something went wrong on our side; the log has the details under {id}.',
    retryable: false,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorTable;
export type ErrorData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
