import { startTransition, useEffect, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

/** Height that a page of a list had when it was shown last, while the page is remembered. */
const heights = new WeakMap<object, number>();

/** Kept ready above and below the screen. */
const margin = '1500px 0px';

type Props = { page: object; children: ReactNode };

/**
 * One page of a long list. Far from the screen it is a gap of the height that it had, so that what the browser holds stays the same
 * however far one scrolls, and nothing moves: a page comes at the end of what is shown, so each has been measured before it is a gap.
 */
export function ListWindow({ page, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(() => !heights.has(page));
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (!entry) return;
        // Whoever stands in it by keyboard is not put elsewhere.
        if (!entry.isIntersecting && element.contains(document.activeElement)) return;
        if (!entry.isIntersecting) heights.set(page, entry.boundingClientRect.height);
        // Drawn bit by bit, so that whoever scrolls is not held up.
        startTransition(() => setIsNear(entry.isIntersecting));
      },
      { rootMargin: margin },
    );
    observer.observe(element);
    // Paper has no screen to be near to.
    const onPrint = () => flushSync(() => setIsNear(true));
    addEventListener('beforeprint', onPrint);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', onPrint);
    };
  }, [page]);
  return (
    <div
      ref={place}
      role="none"
      style={isNear ? undefined : { height: heights.get(page) }}
      className="border-line not-first:border-t"
    >
      {isNear && children}
    </div>
  );
}
