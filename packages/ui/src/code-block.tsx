'use client';
import { type CSSProperties, useEffect, useState } from 'react';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { type CodeLanguage, highlight } from './highlight.ts';
import { ScrollFrame } from './scroll-frame.tsx';

interface CodeBlockProps {
  readonly code: string;
  readonly lang: CodeLanguage;
  /** Names the block for assistive technology and its copy button. */
  readonly label: string;
  readonly copy?: boolean;
  readonly className?: string;
}

type Lines = Awaited<ReturnType<typeof highlight>>;

/** Readable at once as plain text; colours follow when the highlighter has loaded. */
export const CodeBlock = ({ code, lang, label, copy = true, className }: CodeBlockProps) => {
  const [painted, setPainted] = useState<{ readonly code: string; readonly lines: Lines } | null>(null);
  useEffect(() => {
    let current = true;
    highlight(code, lang).then(
      (lines) => current && setPainted({ code, lines }),
      // Without colours it is still the code.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [code, lang]);
  const lines = painted?.code === code ? painted.lines : null;

  return (
    <div className={cn('relative min-w-0 rounded-lg bg-muted', className)}>
      <ScrollFrame label={label} className="max-h-[34rem] overflow-auto rounded-lg [scrollbar-width:thin]">
        <pre className={cn('w-max min-w-full px-3.5 py-3 font-mono text-[0.78125rem] leading-[1.55]', copy && 'pr-14')}>
          <code className={lines ? 'shiki' : undefined}>
            {lines
              ? lines.map((line, i) => (
                  <span key={i}>
                    {line.map((token) => (
                      <span key={token.offset} style={token.htmlStyle as CSSProperties}>
                        {token.content}
                      </span>
                    ))}
                    {i < lines.length - 1 && '\n'}
                  </span>
                ))
              : code}
          </code>
        </pre>
      </ScrollFrame>
      {copy && (
        <CopyButton
          text={code}
          label={`Copy ${label}`}
          iconOnly
          variant="ghost"
          className="absolute top-1 right-0 size-8 rounded-l-none bg-muted shadow-[-10px_0_10px_var(--muted)] hover:bg-border"
        />
      )}
    </div>
  );
};
