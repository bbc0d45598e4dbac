import { RunPage } from '@lab/runs/ui';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Run' };

const Run = async ({ params }: { readonly params: Promise<{ readonly id: string }> }) => (
  <RunPage id={(await params).id} />
);

export default Run;
