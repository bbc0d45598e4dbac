import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LabError } from '@lab/errors';
import { checkout } from './checkout.ts';
import { childEnvironment } from './child-environment.ts';
import type { Ports } from './choose-ports.ts';
import type { Settings } from './settings.ts';
import type { AppSpec } from './supervised-app.ts';

export const appNames = ['api', 'worker', 'proxy', 'dashboard'] as const;

export type Mode = 'development' | 'production';

export interface DescribeAppsOptions {
  readonly mode: Mode;
  readonly settings: Settings;
  readonly ports: Ports;
  readonly publicUrl: string;
  readonly databaseUrl: string;
  /** Empty: BullMQ on Postgres. */
  readonly redisUrl: string;
  readonly authSecret: string;
}

const folderOf = (app: string) => join(checkout, 'apps', app);

/** Refuses a production start without the built dashboard, before anything is started. */
export const checkBuilt = (): void => {
  if (!existsSync(join(folderOf('dashboard'), '.next', 'BUILD_ID'))) throw new LabError('not-built');
};

/** Every app with what it is told: the one place that knows which variable goes where. */
export const describeApps = (options: DescribeAppsOptions): readonly AppSpec[] => {
  const { mode, settings, ports } = options;
  const local = '127.0.0.1';
  const common = {
    LAB_MODE: mode,
    NODE_ENV: mode,
    LAB_ROOT: settings.LAB_ROOT,
    DATABASE_URL: options.databaseUrl,
    // empty, not absent: an app must not see one that is not used
    REDIS_URL: options.redisUrl,
    PUBLIC_URL: options.publicUrl,
    AUTH_SECRET: undefined,
  };
  const node = (name: string, host: string, port: number, own: Record<string, string | undefined> = {}): AppSpec => ({
    name,
    command: process.execPath,
    args: [join(folderOf(name), 'src', 'main.ts')],
    cwd: folderOf(name),
    env: childEnvironment({ ...common, HOST: host, PORT: String(port), ...own }),
    readyUrl: `http://${host === '0.0.0.0' ? local : host}:${port}/health/ready`,
  });
  const next = createRequire(join(folderOf('dashboard'), 'package.json')).resolve('next/dist/bin/next');
  return [
    node('api', settings.HOST, ports.frontDoor, {
      AUTH_SECRET: options.authSecret,
      DASHBOARD_URL: `http://${local}:${ports.dashboard}`,
    }),
    node('worker', local, ports.worker, { BENCH_DATABASE_URL: settings.BENCH_DATABASE_URL }),
    node('proxy', settings.HOST, ports.proxy),
    {
      name: 'dashboard',
      command: process.execPath,
      args: [next, mode === 'production' ? 'start' : 'dev', '--port', String(ports.dashboard), '--hostname', local],
      cwd: folderOf('dashboard'),
      // it holds nothing but pages: neither the database nor the secret
      env: childEnvironment({
        NODE_ENV: mode,
        PORT: String(ports.dashboard),
        DATABASE_URL: '',
        REDIS_URL: '',
        AUTH_SECRET: '',
        API_URL: `http://${local}:${ports.frontDoor}`,
      }),
      readyUrl: `http://${local}:${ports.dashboard}/`,
    },
  ];
};
