'use client';
import type { CreatedApiKey } from '@lab/auth';
import { Button } from '@lab/ui/button';
import { CopyButton } from '@lab/ui/copy-button';
import { Notice } from '@lab/ui/notice';

interface NewKeyProps {
  readonly created: CreatedApiKey;
  readonly onDone: () => void;
}

/** The key itself, the only time that anybody sees it. */
export const NewKey = ({ created, onDone }: NewKeyProps) => (
  <Notice tone="warn">
    <p className="font-medium">Copy “{created.name}” now: it is not shown again.</p>
    <code data-testid="new-key" className="mt-1.5 block font-mono text-[0.78125rem] break-all select-all">
      {created.key}
    </code>
    <div className="mt-2.5 flex flex-wrap gap-2">
      <CopyButton text={created.key} label="Copy key" />
      <Button size="sm" onClick={onDone}>
        I have it
      </Button>
    </div>
  </Notice>
);
