import type { Metadata } from 'next';
import { SystemPage } from '../../../system/system-page.tsx';

export const metadata: Metadata = { title: 'System' };

const System = () => <SystemPage />;

export default System;
