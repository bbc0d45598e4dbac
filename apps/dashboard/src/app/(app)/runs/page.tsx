import { RunsPage } from '@lab/runs/ui';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Runs' };

const Runs = () => <RunsPage />;

export default Runs;
