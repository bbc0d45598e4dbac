'use client';
import { formatCount } from '@lab/bench';
import { Button } from '@lab/ui/button';
import { Notice } from '@lab/ui/notice';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { z } from 'zod';
import { fileWords } from './file-words.ts';
import { useBulkWrites } from './use-bulk-writes.ts';

const problemSchema = z.object({ detail: z.string() });
const doneSchema = z.object({ rowsDone: z.number() });

/** The browser streams the file from disk; the answer comes when the last row is committed. */
const send = async (file: File, signal: AbortSignal): Promise<number> => {
  const response = await fetch(`/api/bulk-writes/imports?${new URLSearchParams({ file: file.name })}`, {
    method: 'POST',
    headers: { 'content-type': 'text/tab-separated-values' },
    body: file,
    signal,
  });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Error(
      problemSchema.safeParse(body).data?.detail ?? `The server answered with status ${response.status}.`,
    );
  }
  return doneSchema.parse(body).rowsDone;
};

const sentence = (error: Error): string => {
  if (error.name === 'AbortError') return 'Stopped: nothing was written.';
  // fetch throws a TypeError when the connection is refused or cut.
  return error instanceof TypeError ? 'The connection was cut: nothing was written. Try again.' : error.message;
};

/** A file of scores, tab-separated, of any length; a refused line is named and nothing is written then. */
export const UploadScores = () => {
  const bulkWrites = useBulkWrites();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [stop, setStop] = useState<AbortController | null>(null);
  const upload = useMutation({
    mutationFn: (file: File) => {
      const controller = new AbortController();
      setStop(controller);
      return send(file, controller.signal);
    },
    onSettled: () => {
      setStop(null);
      return queries.invalidateQueries(bulkWrites.pathFilter());
    },
  });
  const name = upload.variables && fileWords(upload.variables.name, upload.variables.size);
  return (
    <div className="mt-6 border-t border-border/60 pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-52 text-[0.8125rem] text-muted-foreground">
          Or a file of your own: lines of <code className="font-mono text-2xs">gene1 gene2 score pvalue</code>,
          separated by tabs, of any length; pvalue may be left out. The choices above do not apply: a file is added by
          Staging + ON CONFLICT, and scores that are there get the new value.
        </p>
        <input
          ref={input}
          type="file"
          accept=".tsv,.txt,text/tab-separated-values,text/plain"
          className="sr-only"
          tabIndex={-1}
          aria-label="File of scores"
          onChange={(event) => {
            const file = event.target.files?.[0];
            // The same file may be chosen again after it was mended.
            event.target.value = '';
            if (file) upload.mutate(file);
          }}
        />
        <Button size="sm" pending={upload.isPending} onClick={() => input.current?.click()}>
          {!upload.isPending && <Upload aria-hidden />}
          Upload a file
        </Button>
      </div>
      {upload.isPending && (
        <Notice
          tone="info"
          className="mt-3"
          action={
            <Button size="sm" onClick={() => stop?.abort()}>
              Stop
            </Button>
          }
        >
          {name}: written as it arrives, kept when all of it is right.
        </Notice>
      )}
      {upload.error && (
        <Notice tone="bad" className="mt-3">
          {name}: {sentence(upload.error)}
        </Notice>
      )}
      {upload.data !== undefined && (
        <Notice tone="info" className="mt-3">
          {name}: {formatCount(upload.data)} {upload.data === 1 ? 'score was' : 'scores were'} written.
        </Notice>
      )}
    </div>
  );
};
