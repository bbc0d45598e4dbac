'use client';
import { useEffect } from 'react';

/** Names the tab after what has been loaded; before that the route's own title stands. */
export const useTitle = (title: string | undefined): void => {
  useEffect(() => {
    if (title) document.title = `${title} · Backend Lab`;
  }, [title]);
};
