/**
 * How long a process may use what it knows of the version, in ms, and so how long a writer waits after its COMMIT. One constant and no
 * setting: a writer that waits for less than a reader's lease breaks the promise, and the two may be different processes.
 */
export const versionLeaseMs = 25;
