// Browser tests: real Chromium from PATH against the real product. Each worker starts its own (e2e/product.ts).
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

const onPath = (names: readonly string[]): string | undefined =>
  names
    .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const executablePath = onPath(['chromium', 'chromium-browser', 'google-chrome']);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.pw.ts',
  outputDir: 'test-results',
  // One product, one machine lock: a second run would wait for the first, and so would its test.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Generous, because a run takes its time on a busy machine; a pass is quick all the same.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    ...(executablePath ? { launchOptions: { executablePath, args: chromiumArguments() } } : {}),
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    // Recording needs an ffmpeg of Playwright's own, which would have to be downloaded.
    video: 'off',
  },
});

function chromiumArguments(): string[] {
  return [
    // Chromium refuses to run as root inside its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}
