import { useEffect, useEffectEvent, useState } from 'react';

/** Whole seconds that are left of `seconds`, by a clock that nobody can set. `onEnd` is called once, when none is left. */
export function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(seconds);
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    const startedAt = performance.now();
    const tick = () => {
      const rest = Math.max(0, Math.ceil(seconds - (performance.now() - startedAt) / 1000));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      end();
    };
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}
