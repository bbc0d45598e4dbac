import { Button } from '@lab/ui/button';
import { Card, CardHeader } from '@lab/ui/card';
import { CommandLine } from '@lab/ui/command-line';
import { CopyButton } from '@lab/ui/copy-button';
import { Download } from 'lucide-react';

const files = [
  ['result.json', 'Download result'],
  ['samples.csv', 'Download samples'],
  ['bmf.json', 'Bencher format'],
  ['github-action-benchmark.json', 'GitHub action format'],
] as const;

/** The command that repeats a run. */
export const ReproduceCard = ({ command }: { readonly command: string }) => (
  <Card>
    <CardHeader title="Run it yourself" actions={<CopyButton text={command} label="Copy command" />} />
    <CommandLine command={command} label="Command" />
  </Card>
);

/** The raw data, for other tools. */
export const Downloads = ({ id }: { readonly id: string }) => (
  <Card>
    <CardHeader title="Take it with you" note="raw samples included; statistics can be recomputed from them" />
    <div className="flex flex-wrap gap-2">
      {files.map(([file, label]) => (
        <Button key={file} asChild size="sm">
          <a href={`/api/runs/${id}/${file}`} download={`run-${id}-${file}`}>
            <Download aria-hidden />
            {label}
          </a>
        </Button>
      ))}
    </div>
  </Card>
);
