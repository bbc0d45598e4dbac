'use client';
import { formatCount } from '@lab/bench';
import { Skeleton } from '@lab/ui/skeleton';
import type { Customer } from '../contract/customer.ts';

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Wide enough: one line a customer, else two. Columns of the list, not of the screen: two lists stand side by side. */
const columns =
  'grid w-full grid-cols-[minmax(0,1fr)_max-content] gap-x-4 gap-y-0.5 @md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_4.5rem_6rem]';

const placeOf = ({ address }: Customer): string =>
  address ? [address.city, address.country].filter(Boolean).join(', ') : '';

/** What is out of sight costs nothing to draw, however far somebody scrolls; the first rows are always there, to be printed for instance. */
const drawnAnyway = 40;
const unseen = '[contain-intrinsic-size:auto_3.25rem] [content-visibility:auto]';

interface CustomerListProps {
  readonly label: string;
  readonly customers: readonly Customer[];
  readonly onOpen: (id: number) => void;
}

/** Names and ids, places, points and last activities. Texts of any script keep their own direction. */
export const CustomerList = ({ label, customers, onOpen }: CustomerListProps) => (
  <ul aria-label={label} className="@container divide-y divide-border/60">
    {customers.map((customer, i) => (
      <li key={customer.id} className={i < drawnAnyway ? undefined : unseen}>
        <button
          type="button"
          className="-mx-2 block w-[calc(100%+1rem)] rounded-md px-2 py-2 text-left text-[0.8125rem] hover:bg-muted focus-visible:outline-offset-[-2px]"
          onClick={() => onOpen(customer.id)}
        >
          <Line customer={customer} />
        </button>
      </li>
    ))}
  </ul>
);

const Line = ({ customer }: { readonly customer: Customer }) => {
  const name = `${customer.first_name} ${customer.last_name}`;
  const place = placeOf(customer);
  const { relationship } = customer;
  return (
    <span className={columns}>
      <span className="min-w-0">
        <bdi className="block truncate font-medium" title={name}>
          {name}
        </bdi>
        <span className="block truncate font-mono text-2xs text-subtle-foreground" title={customer.customer_id}>
          {customer.customer_id}
        </span>
      </span>
      <span className="order-last col-span-2 min-w-0 @md:order-none @md:col-span-1">
        {place ? (
          <bdi className="block truncate text-muted-foreground" title={place}>
            {place}
          </bdi>
        ) : (
          <span className="text-subtle-foreground">no address</span>
        )}
      </span>
      <span className="text-right whitespace-nowrap">
        {relationship ? `${formatCount(relationship.points)} p` : <span className="text-subtle-foreground">–</span>}
        <span className="block text-2xs text-muted-foreground @md:hidden">
          <LastActivity customer={customer} />
        </span>
      </span>
      <span className="hidden text-right whitespace-nowrap text-muted-foreground @md:block">
        <LastActivity customer={customer} />
      </span>
    </span>
  );
};

const LastActivity = ({ customer: { relationship } }: { readonly customer: Customer }) => {
  const at = relationship?.last_activity;
  return at ? (
    <time dateTime={at} title={`Last active ${at}`}>
      {day.format(new Date(at))}
    </time>
  ) : (
    '–'
  );
};

/** As high as the lines that will be there. */
export const CustomerListSkeleton = ({ rows }: { readonly rows: number }) => (
  <div className="@container divide-y divide-border/60">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className={`${columns} py-2`}>
        <span>
          <Skeleton className="my-0.5 h-4 w-32 max-w-full" />
          <Skeleton className="mt-1 h-3.5 w-48 max-w-full" />
        </span>
        <Skeleton className="order-last col-span-2 my-0.5 h-4 w-28 max-w-full @md:order-none @md:col-span-1" />
        <Skeleton className="my-0.5 ml-auto h-4 w-10" />
        <Skeleton className="my-0.5 ml-auto hidden h-4 w-20 @md:block" />
      </div>
    ))}
  </div>
);
