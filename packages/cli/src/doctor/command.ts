import type { Command } from 'commander';
import pc from 'picocolors';
import { examine } from './examine.ts';

const marks = { ok: pc.green('✓'), note: pc.yellow('–'), wrong: pc.red('✗') } as const;

export const configure = (command: Command): void => {
  command.action(async () => {
    const findings = await examine();
    const width = Math.max(...findings.map(({ name }) => name.length));
    for (const { name, status, found, mend } of findings) {
      console.log(`${marks[status]} ${name.padEnd(width)}  ${found}`);
      if (mend) console.log(`  ${' '.repeat(width)}  ${pc.dim(`→ ${mend}`)}`);
    }
    const wrong = findings.filter(({ status }) => status === 'wrong');
    console.log(
      wrong.length === 0
        ? '\nNothing is wrong here.'
        : `\n${wrong.length} ${wrong.length === 1 ? 'thing is' : 'things are'} wrong: ${[...new Set(wrong.map(({ name }) => name))].join(', ')}.`,
    );
    process.exitCode = wrong.length === 0 ? 0 : 1;
  });
};
