'use client';
import { type ComponentProps, useState } from 'react';
import { Input } from './input.tsx';

const group = (text: string): string => (/^-?\d+$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text);

interface NumberInputProps extends Omit<ComponentProps<typeof Input>, 'value' | 'onChange' | 'type'> {
  /** Digits as typed, without separators; may be empty or not yet a number. */
  readonly value: string;
  readonly onValueChange: (value: string) => void;
}

/**
 * A number as people read it, 200,000. Separators may be typed and pasted; they are put in order when the field is left, never
 * while somebody is in it: text that changes under a selection or a caret ends up mixed with what is typed.
 */
export const NumberInput = ({ value, onValueChange, onBlur, ...props }: NumberInputProps) => {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      inputMode="numeric"
      autoComplete="off"
      value={typed ?? group(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        onValueChange(event.target.value.replace(/[\s,_'’]/g, ''));
      }}
      onBlur={(event) => {
        setTyped(null);
        onBlur?.(event);
      }}
      {...props}
    />
  );
};
