import pc from 'picocolors';
import type { Reporter } from './reporter.ts';

const paint = [pc.cyan, pc.magenta, pc.yellow, pc.green, pc.blue];
const width = 10;

export interface ReporterOptions {
  readonly verbose: boolean;
  readonly out: NodeJS.WriteStream;
}

/** Writes to a terminal, or line by line to whatever else reads. A reader that went away must not end us. */
export const createReporter = ({ verbose, out }: ReporterOptions): Reporter => {
  const colours = new Map<string, (text: string) => string>();
  const colourOf = (name: string) => {
    const known = colours.get(name) ?? paint[colours.size % paint.length] ?? String;
    colours.set(name, known);
    return known;
  };
  out.on('error', () => {});
  let shown = false;
  const clear = () => {
    if (shown) out.write('\r\x1b[K');
    shown = false;
  };
  const say = (text: string) => {
    clear();
    out.write(`${text}\n`);
  };
  return {
    step(text) {
      if (!out.isTTY || verbose)
        return verbose ? say(pc.dim(`… ${text} (${process.uptime().toFixed(1)} s)`)) : undefined;
      clear();
      out.write(pc.dim(`… ${text}`));
      shown = true;
    },
    trouble: (name, sentence) => say(`${pc.red('!')} ${name}: ${sentence}`),
    recovered: (name) => say(`${pc.green('✓')} ${name} runs again`),
    line(name, text) {
      if (verbose) say(`${colourOf(name)(name.padEnd(width))}${pc.dim('│')} ${text}`);
    },
    say,
    done: clear,
  };
};
