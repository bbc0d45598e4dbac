import pc from 'picocolors';

export interface PanelFacts {
  readonly url: string;
  /** Undefined when it is not started. */
  readonly proxyUrl: string | undefined;
  readonly mode: 'development' | 'production';
  /** The administrator who was just created; the only time that the password is seen. */
  readonly administrator: { readonly email: string; readonly password: string } | undefined;
  readonly services: readonly { readonly label: string; readonly using: string; readonly why: string }[];
  /** Sentences that the person should know: ports that moved, settings that nothing uses yet. */
  readonly notes: readonly string[];
  readonly seconds: number;
  readonly logs: string;
}

const row = (label: string, text: string) => `  ${pc.dim(label.padEnd(10))} ${text}`;
const more = (text: string) => `  ${' '.repeat(10)} ${text}`;

const signIn = ({ administrator, mode }: PanelFacts): readonly string[] => {
  if (administrator)
    return [
      row('Sign in', `${pc.bold(administrator.email)}, password ${pc.bold(administrator.password)}`),
      more(pc.yellow('shown only this once: keep it')),
    ];
  return [
    row('Sign in', 'with the account of the first start; a new password: npx pnpm@12 lab password'),
    ...(mode === 'development' ? [more('or with one click on the sign-in page, from this machine only')] : []),
  ];
};

/** The one thing that a person reads after `dev`. */
export const renderPanel = (facts: PanelFacts): string =>
  [
    '',
    `  ${pc.bold('Backend Lab')} ${pc.dim(`runs (${facts.mode}), ready in ${facts.seconds.toFixed(1)} s`)}`,
    '',
    row('Open', pc.bold(pc.cyan(facts.url))),
    ...signIn(facts),
    '',
    ...facts.services.map(({ label, using, why }) => row(label, `${using} ${pc.dim(`(${why})`)}`)),
    ...(facts.proxyUrl ? [row('Proxy', `${facts.proxyUrl}/health/ready, a host for the streaming proxy to come`)] : []),
    ...(facts.notes.length > 0 ? ['', ...facts.notes.map((note) => row(pc.yellow('Note'.padEnd(10)), note))] : []),
    '',
    row('Logs', `${facts.logs} ${pc.dim('(or start with --verbose)')}`),
    row('Stop', 'Ctrl-C'),
    '',
  ].join('\n');
