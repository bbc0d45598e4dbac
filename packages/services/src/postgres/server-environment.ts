/** The environment of the server's programs: nothing of the person's that would change how the cluster behaves. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  TMPDIR: process.env.TMPDIR,
  TZ: 'UTC',
  LC_ALL: 'C',
  // a user in mode nobody has no home
  HOME: '/',
});
