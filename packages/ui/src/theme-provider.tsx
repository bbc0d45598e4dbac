'use client';
import { ThemeProvider as NextThemes } from 'next-themes';
import type { ReactNode } from 'react';

/** React warns of a script that the browser draws itself, as after a page that is not there; only the server's one has to run. */
const scriptProps = typeof window === 'undefined' ? {} : { type: 'application/json' };

/** System theme unless somebody chose; the class is set before the first paint, so nothing flashes. */
export const ThemeProvider = ({ children }: { readonly children: ReactNode }) => (
  <NextThemes attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange scriptProps={scriptProps}>
    {children}
  </NextThemes>
);
