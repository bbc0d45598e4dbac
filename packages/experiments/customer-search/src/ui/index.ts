// The door "./ui": the page of this experiment. Browser-safe.
export { CustomerSearchPage } from './customer-search-page.tsx';
