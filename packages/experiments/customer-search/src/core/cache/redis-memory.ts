export interface RedisMemory {
  /** Bytes that the server uses, for everything. */
  readonly used: number;
  readonly evictions: number;
}

const field = (info: string, name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);

/** Reads the answer to INFO. */
export const readRedisMemory = (info: string): RedisMemory => ({
  used: field(info, 'used_memory'),
  evictions: field(info, 'evicted_keys'),
});
