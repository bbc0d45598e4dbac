import type { Reporter } from './reporter.ts';
import type { StopSignal } from './stop-signal.ts';
import type { SupervisedApp } from './supervised-app.ts';

export interface FirstPageOptions {
  readonly app: SupervisedApp;
  readonly url: string;
  readonly report: Reporter;
  readonly stopping: StopSignal;
}

/** Opens the first page through the front door once, which compiles it in development, and says how long that took. */
export const firstPage = async ({ app, url, report, stopping }: FirstPageOptions): Promise<void> => {
  const began = performance.now();
  try {
    await app.ready;
    const response = await fetch(url, { signal: stopping.signal });
    await response.body?.cancel();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (response.ok) report.say(`  First page ready after ${seconds} s.`);
    else report.trouble('dashboard', `its first page answered ${response.status}`);
  } catch {
    // it has its own message, or everything is being stopped
  }
};
