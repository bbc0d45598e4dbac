/** `3 of 8 rounds`. `finished` counts the warm-up round, which is stored and not analysed, so it is not spoken of. */
export const roundsInWords = (finished: number, rounds: number): string =>
  `${Math.max(0, finished - 1)} of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;
