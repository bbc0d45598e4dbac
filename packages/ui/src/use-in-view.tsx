'use client';
import { type RefCallback, useCallback, useState } from 'react';

/** Whether the element that takes the ref can be seen, in the window and in every frame that scrolls around it. */
export const useInView = (): readonly [RefCallback<Element>, boolean] => {
  const [inView, setInView] = useState(false);
  const ref = useCallback((element: Element | null) => {
    if (!element) return;
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(element);
    return () => {
      observer.disconnect();
      setInView(false);
    };
  }, []);
  return [ref, inView];
};
