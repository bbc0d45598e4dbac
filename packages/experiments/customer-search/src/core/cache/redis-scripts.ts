/** KEYS: value, lease. ARGV: token, ms of the lease. Gives the value, 1 for the lease, 0 where another one has it. */
export const claimScript = `
local value = redis.call('GET', KEYS[1])
if value then return value end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return 0
`;

/** KEYS: lease. ARGV: token. Takes back one's own lease only: it may have run out and be another one's now. */
export const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;
