import type { ReactNode } from 'react';
import { Shell } from '../../shell/shell.tsx';

/**
 * Pages read their state from the search parameters. Prerendered, Next would want a Suspense boundary around them; its content
 * comes alive after the shell, and by then a query that both ask may have been answered: what React finds then is not what the
 * server drew. Drawn at request time there is no boundary, and shell and page come alive at once.
 */
export const dynamic = 'force-dynamic';

const AppLayout = ({ children }: { readonly children: ReactNode }) => <Shell>{children}</Shell>;

export default AppLayout;
