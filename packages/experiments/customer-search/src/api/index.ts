// The door "./api".
export {
  type CustomerSearchRouter,
  type CustomerSearchRouterOptions,
  createCustomerSearchRouter,
} from './create-customer-search-router.ts';
export { type CustomerWritesOptions, customerWrites } from './customer-writes.ts';
export { type CustomersApi, type CustomersPluginOptions, customersPlugin } from './customers-plugin.ts';
export { type OpenCustomerReadersOptions, openCustomerReaders } from './open-customer-readers.ts';
