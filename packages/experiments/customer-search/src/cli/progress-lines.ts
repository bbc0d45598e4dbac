/** Shows what changes: redrawn in place on a terminal, a line a second elsewhere. */
export interface ProgressLines extends Disposable {
  show(text: string): void;
}

// A little below a second: progress comes four times a second, and every fourth is printed.
const lineMs = 900;

export const createProgressLines = (stream: NodeJS.WriteStream): ProgressLines => {
  const live = stream.isTTY === true;
  let shown = Number.NEGATIVE_INFINITY;
  return {
    show(text) {
      if (live) {
        stream.write(`\r\x1b[K${text.slice(0, Math.max(20, (stream.columns || 100) - 1))}`);
        return;
      }
      if (performance.now() - shown < lineMs) return;
      shown = performance.now();
      stream.write(`${text}\n`);
    },
    [Symbol.dispose]: () => {
      if (live) stream.write('\r\x1b[K');
    },
  };
};
