import { Button } from '@lab/ui/button';
import { Link } from '@lab/ui/link';
import { Logo } from '@lab/ui/logo';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Not found' };

const NotFound = () => (
  <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 px-6">
    <Logo className="size-9" />
    <h1 className="text-[1.375rem] font-semibold tracking-[-0.02em]">There is no page here</h1>
    <p className="text-muted-foreground">
      The address may be mistyped, or what it showed has been deleted. Everything that exists is reachable from home.
    </p>
    <div>
      <Button asChild variant="primary">
        <Link plain href="/">
          Go home
        </Link>
      </Button>
    </div>
  </main>
);

export default NotFound;
