/** One app that the supervisor starts as a process of its own. */
export interface AppSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Answers 200 when the app can work. */
  readonly readyUrl: string;
}

export interface SupervisedApp extends AsyncDisposable {
  readonly name: string;
  pid(): number | undefined;
  /** Resolves when it first answers; rejects with `service-failed` when it cannot start. */
  readonly ready: Promise<void>;
}
