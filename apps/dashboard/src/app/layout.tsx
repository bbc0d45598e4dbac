import { ThemeProvider } from '@lab/ui/theme-provider';
import { Toaster } from '@lab/ui/toaster';
import { TooltipProvider } from '@lab/ui/tooltip';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Providers } from '../rpc/providers.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Backend Lab', template: '%s · Backend Lab' },
  description: 'Which way of doing this backend job is right, on your hardware, with your data.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafaf8' },
    { media: '(prefers-color-scheme: dark)', color: '#0b0d11' },
  ],
};

const RootLayout = ({ children }: { readonly children: ReactNode }) => (
  // next-themes writes the theme's class before hydration; React must not call that a mismatch.
  <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
    <body className="font-sans">
      <ThemeProvider>
        <Providers>
          <TooltipProvider delayDuration={250}>{children}</TooltipProvider>
        </Providers>
        <Toaster />
      </ThemeProvider>
    </body>
  </html>
);

export default RootLayout;
