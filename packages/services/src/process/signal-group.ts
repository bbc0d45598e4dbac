/** Sends a signal to every process of a group; false when none is left. 0 only asks. */
export const signalGroup = (group: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    // EPERM: somebody is there who may not be signalled
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
