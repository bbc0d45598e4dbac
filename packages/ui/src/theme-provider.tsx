'use client';
import { ThemeProvider as NextThemes } from 'next-themes';
import type { ReactNode } from 'react';

/** System theme unless somebody chose; the class is set before the first paint, so nothing flashes. */
export const ThemeProvider = ({ children }: { readonly children: ReactNode }) => (
  <NextThemes attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
    {children}
  </NextThemes>
);
