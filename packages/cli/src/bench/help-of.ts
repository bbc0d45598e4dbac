import type { ExperimentContract } from '@lab/bench';
import type { Command } from 'commander';

const list = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`).join('\n');
};

const variantsOf = (contract: ExperimentContract): string =>
  contract.workloads
    .map(({ id, description, variants, baseline }) => {
      const rows = variants.map((variant): [string, string] => [
        variant.id,
        [
          variant.description,
          ...(variant.id === baseline ? ['(baseline)'] : []),
          ...(variant.rowsCap === undefined ? [] : [`(at most ${variant.rowsCap.toLocaleString('en-US')} rows)`]),
        ].join(' '),
      ]);
      return `Workload ${id}: ${description}\n${list(rows)}`;
    })
    .join('\n\n');

const flagsOf = (command: Command): string =>
  list(command.options.map(({ flags, description }): [string, string] => [flags, description]));

/** Help of one experiment with its flags, or the list of all. */
export const helpOf = (contracts: readonly ExperimentContract[], command?: Command): string => {
  const [contract] = contracts;
  if (!command || !contract)
    return [
      'Usage: lab bench <experiment> [flags]',
      '',
      list(contracts.map(({ slug, question }): [string, string] => [slug, question])),
      '',
      '"lab bench <experiment> --help" lists its workloads, variants and parameters.',
    ].join('\n');
  return [
    `Usage: lab bench ${contract.slug} [flags]`,
    '',
    contract.question,
    '',
    variantsOf(contract),
    '',
    'Flags',
    flagsOf(command),
  ].join('\n');
};
