/**
 * What every child inherits: the person's environment without the variables of libpq, which would change connections
 * that are fully described by their URL, and without the reports home of the tools that we start.
 */
export const childEnvironment = (
  own: Readonly<Record<string, string | undefined>>,
  source: Readonly<Record<string, string | undefined>> = process.env,
): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(source).filter(([name]) => !/^PG[A-Z]+$/.test(name))),
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
});
