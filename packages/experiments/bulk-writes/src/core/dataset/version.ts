/** Which values rows carry: the first ones, changed ones, or (upsert) changed where the index is even and first ones elsewhere. */
export type Version = 'first' | 'changed' | 'mixed';
