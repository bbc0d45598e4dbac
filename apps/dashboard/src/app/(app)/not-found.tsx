import { Button } from '@lab/ui/button';
import { EmptyState } from '@lab/ui/empty-state';
import { Link } from '@lab/ui/link';
import { Page } from '@lab/ui/page';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Not found' };

/** Within the shell: what a page of the application was asked for does not exist. */
const NotFound = () => (
  <Page crumbs={[{ label: 'Not found' }]}>
    <EmptyState
      title="There is no page here"
      action={
        <Button asChild size="sm">
          <Link plain href="/">
            Go home
          </Link>
        </Button>
      }
    >
      The address may be mistyped, or what it showed has been deleted.
    </EmptyState>
  </Page>
);

export default NotFound;
