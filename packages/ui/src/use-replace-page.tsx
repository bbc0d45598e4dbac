'use client';
import { useRouter } from 'next/navigation';

/** Goes to another page of the application, without a reload, in place of this one: "back" does not come here again. */
export const useReplacePage = (): ((href: string) => void) => {
  const router = useRouter();
  return (href) => router.replace(href);
};
