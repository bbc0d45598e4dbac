const hasCode = (error: object): error is { code: string } => 'code' in error && typeof error.code === 'string';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name cannot be looked up now',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the host',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'it closed the connection',
  '3D000': 'the database does not exist',
  '53300': 'it has no connection left',
  '57P03': 'it is starting up or shutting down',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed: name it with sslrootcert=<file> in the URL',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate authority is not known: name it with sslrootcert=<file> in the URL',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate authority is not known: name it with sslrootcert=<file> in the URL',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** Why a connection could not be made, in words. */
export const whyUnreachable = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) return whyUnreachable(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const known = hasCode(error) ? reasons[error.code] : undefined;
  if (known) return known;
  if (/no encryption/.test(error.message)) return 'it accepts TLS only: add sslmode=verify-full to the URL';
  if (/does not support SSL/.test(error.message)) return 'it does not offer TLS, which the URL asks for with sslmode';
  if (/timeout/i.test(error.message)) return 'it does not answer';
  return error.message;
};
