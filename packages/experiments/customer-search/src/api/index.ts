// The door "./api".
export {
  type CustomerSearchRouter,
  type CustomerSearchRouterOptions,
  createCustomerSearchRouter,
} from './create-customer-search-router.ts';
