import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

/** A place on the page: `onSeen` is told once of each `what` that is not null when the place comes onto the screen. */
export function useSeen<E extends Element>(what: string | null, onSeen: (what: string) => void): RefObject<E | null> {
  const place = useRef<E>(null);
  const onSight = useEffectEvent(onSeen);
  useEffect(() => {
    if (what === null || !place.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      onSight(what);
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [what]);
  return place;
}
