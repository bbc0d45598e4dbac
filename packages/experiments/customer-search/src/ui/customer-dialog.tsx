'use client';
import { formatCount } from '@lab/bench';
import { errorCodes, Facts, QueryError } from '@lab/runs/ui';
import { Dialog, DialogContent } from '@lab/ui/dialog';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { useUrlState } from '@lab/ui/url-state';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Customer } from '../contract/customer.ts';
import { useCustomerSearch } from './use-customer-search.ts';

const time = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

const factsOf = (customer: Customer): (readonly [string, ReactNode])[] => {
  const { address, relationship } = customer;
  return [
    [
      'Customer id',
      <span key="id" className="font-mono text-2xs break-all">
        {customer.customer_id}
      </span>,
    ],
    ['Phone number', customer.phone_number],
    ['Gender', customer.gender === 'undefined' ? 'not told' : customer.gender.replace('_', '-')],
    ['Birthday', customer.birthday ?? 'not told'],
    [
      'Address',
      address ? (
        <bdi key="address">
          {address.street} {address.street_number}, {address.city_code} {address.city}, {address.country}
        </bdi>
      ) : (
        'none'
      ),
    ],
    ['Points', relationship ? formatCount(relationship.points) : 'none'],
    ['Last activity', relationship?.last_activity ? time(relationship.last_activity) : 'none'],
    ['Created', time(customer.created)],
    ['Changed', time(customer.last_updated)],
  ];
};

/** One customer with everything that is known, as the optimised API answers it. Which one is in the link. */
export const useCustomerDialog = () => {
  const [id, setId] = useUrlState('customer', '');
  return {
    open: (customer: number) => setId(String(customer)),
    dialog: <CustomerDialog id={id} onClose={() => setId('')} />,
  };
};

const CustomerDialog = ({ id, onClose }: { readonly id: string; readonly onClose: () => void }) => {
  const customerSearch = useCustomerSearch();
  const known = /^[1-9]\d{0,14}$/.test(id);
  const query = useQuery({
    ...customerSearch.get.queryOptions({ api: 'optimized', id: known ? Number(id) : 1 }),
    enabled: known,
  });
  const customer = known ? query.data : undefined;
  const missing = (id !== '' && !known) || errorCodes(query.error?.data).lab === 'customer-not-found';
  return (
    <Dialog open={id !== ''} onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={<Title customer={customer} missing={missing} />}>
        {missing ? (
          <p className="text-[0.8125rem] text-muted-foreground">
            There is no customer {id.slice(0, 40)}; it may have been deleted.
          </p>
        ) : customer ? (
          <Facts facts={factsOf(customer)} />
        ) : query.error ? (
          <QueryError
            title="The customer could not be read"
            error={query.error}
            onRetry={() => query.refetch()}
            retrying={query.isFetching}
          />
        ) : (
          <Loading label="The customer is being read" className="flex flex-col gap-2">
            {[0, 1, 2, 3, 4, 5, 6, 7, 8].map((row) => (
              <Skeleton key={row} className="h-5 w-full" />
            ))}
          </Loading>
        )}
      </DialogContent>
    </Dialog>
  );
};

const Title = ({ customer, missing }: { readonly customer: Customer | undefined; readonly missing: boolean }) =>
  customer && !missing ? (
    <bdi className="break-words">
      {customer.first_name} {customer.last_name}
    </bdi>
  ) : missing ? (
    'No such customer'
  ) : (
    'Customer'
  );
