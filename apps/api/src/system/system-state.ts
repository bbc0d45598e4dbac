/** One backing service: what is used in its place, why, and whether it is well. `absent`: nothing uses one yet. */
export interface ServiceState {
  readonly id: 'postgres' | 'queue' | 'cache' | 'storage' | 'feed-store' | 'worker';
  readonly label: string;
  /** What stands there: `PostgreSQL 18.4 at 127.0.0.1:5433/lab`. */
  readonly using: string;
  /** What decided that, in one sentence. */
  readonly why: string;
  readonly status: 'ok' | 'down' | 'absent';
  readonly detail?: string;
}

export interface MachineState {
  readonly cpu: string;
  /** Cores that this process may use, not those that are soldered in. */
  readonly cores: number;
  /** What this process may use: the container's limit where there is one. */
  readonly memoryBytes: number;
  readonly node: string;
  /** Version of the application's server; null while it is away. */
  readonly postgres: string | null;
}

export interface SystemState {
  readonly services: readonly ServiceState[];
  readonly machine: MachineState;
}
