import type { PortChoice } from '../on-port.ts';
import type { BindOptions } from '../process/bind-to-parent.ts';
import type { IdentityOptions } from './choose-identity.ts';

export interface StartPostgresOptions extends IdentityOptions, BindOptions {
  /** Folder of the cluster; initialised when it is empty. One process at a time owns it. */
  readonly directory: string;
  readonly port?: PortChoice;
  /** Written to the command line, e.g. `{ max_wal_size: '4GB' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Absent: true. False gives up crash safety for speed, for clusters that are thrown away. */
  readonly durable?: boolean;
  /** Absent: `<directory>.log`. */
  readonly logFile?: string;
}

export interface PostgresServer extends AsyncDisposable {
  readonly connectionString: string;
  readonly port: number;
  /** The postmaster. */
  readonly pid: number;
  /** The real folder of the cluster, to read server-side files from. */
  readonly directory: string;
  readonly logFile: string;
  /** Settles when the server has ended, on purpose or not. */
  readonly ended: Promise<void>;
  /** Ends sessions and shuts down cleanly; sterner after ten seconds. */
  stop(): Promise<void>;
}
