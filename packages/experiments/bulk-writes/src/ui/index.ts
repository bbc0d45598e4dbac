// The door "./ui": the page of this experiment. Browser-safe.
export { BulkWritesPage } from './bulk-writes-page.tsx';
