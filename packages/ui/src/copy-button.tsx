'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { Button, type ButtonProps } from './button.tsx';

interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'children'> {
  readonly text: string;
  /** `Copy command`: what is copied. */
  readonly label: string;
  readonly iconOnly?: boolean;
}

export const CopyButton = ({ text, label, iconOnly = false, ...props }: CopyButtonProps) => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Refused without a secure origin or permission: say so, the text is on the page.
      toast.error('The browser refused to copy; select the text instead.');
    }
  };

  return (
    <>
      <Button size={iconOnly ? 'icon' : 'sm'} onClick={copy} {...(iconOnly ? { 'aria-label': label } : {})} {...props}>
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {!iconOnly && (copied ? 'Copied' : label)}
      </Button>
      {/* A button whose name changes under the focus is not read again; a status is. */}
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
};
