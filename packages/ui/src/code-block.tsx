'use client';
import { WrapText } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';
import { type CodeLanguage, highlight } from './highlight.ts';
import { ScrollFrame } from './scroll-frame.tsx';

interface CodeBlockProps {
  readonly code: string;
  readonly lang: CodeLanguage;
  /** In the bar above the text: `SQL`. */
  readonly title: string;
  /** Names the block for assistive technology and its buttons: `SQL of COPY text`. */
  readonly label: string;
  /** Whether long lines are broken at first; absent: as its language usually is. */
  readonly wrap?: boolean;
  readonly className?: string;
}

type Lines = Awaited<ReturnType<typeof highlight>>;

/** A statement is often one long line; code has been broken by hand, and breaking it again hides its shape. */
const wrapsAtFirst: Readonly<Record<CodeLanguage, boolean>> = { sql: true, typescript: false };

/** What is broken goes on two letters right of where its line begins. */
const hanging = (line: string): CSSProperties => {
  const indent = line.length - line.trimStart().length + 2;
  return { paddingLeft: `${indent}ch`, textIndent: `-${indent}ch` };
};

/** Readable at once as plain text; colours follow when the highlighter has loaded. Buttons have a bar of their own, never over the text. */
export const CodeBlock = ({ code, lang, title, label, wrap: wrapsFirst, className }: CodeBlockProps) => {
  const [wrap, setWrap] = useState(wrapsFirst ?? wrapsAtFirst[lang]);
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
  const texts = code.split('\n');

  return (
    <div className={cn('min-w-0 rounded-lg bg-muted', className)}>
      <div className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3.5">
        <h3 className="text-[0.8125rem] font-medium">{title}</h3>
        <div className="flex gap-0.5">
          <Button
            variant="ghost"
            size="icon"
            className="size-8 hover:bg-border aria-pressed:text-brand"
            aria-label={`Wrap long lines of ${label}`}
            title="Wrap long lines"
            aria-pressed={wrap}
            onClick={() => setWrap(!wrap)}
          >
            <WrapText aria-hidden />
          </Button>
          <CopyButton
            text={code}
            label={`Copy ${label}`}
            iconOnly
            variant="ghost"
            className="size-8 hover:bg-border"
            title="Copy"
          />
        </div>
      </div>
      <ScrollFrame
        label={label}
        className="scroll-frame max-h-[34rem] overflow-y-auto rounded-b-lg [--scroll-cover:var(--muted)]"
      >
        <pre
          className={cn(
            'px-3.5 py-3 font-mono text-[0.78125rem] leading-[1.55]',
            wrap ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'w-max min-w-full',
          )}
        >
          <code className={lines ? 'shiki' : undefined}>
            {texts.map((text, i) => (
              // The break stays in the text, so that what is selected and copied has its lines.
              <span key={i} className="block" style={wrap ? hanging(text) : undefined}>
                {lines?.[i]?.map((token) => (
                  <span key={token.offset} style={token.htmlStyle as CSSProperties}>
                    {token.content}
                  </span>
                )) ?? text}
                {i < texts.length - 1 && '\n'}
              </span>
            ))}
          </code>
        </pre>
      </ScrollFrame>
    </div>
  );
};
