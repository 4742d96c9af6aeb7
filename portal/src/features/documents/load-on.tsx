import { useEffect, useEffectEvent, useRef } from 'react';
import { quietButton } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';

type Props = { pagesCount: number; isLoading: boolean; hasFailed: boolean; onLoad: () => void };

/** After so many pages the list waits to be asked, so that what stands below it can be reached. */
const pagesAtOnce = 20;

/** The end of what is loaded: when it comes near, more is; or when it is pressed. */
export function LoadOn({ pagesCount, isLoading, hasFailed, onLoad }: Props) {
  const { t } = useWording();
  const isWaiting = hasFailed || pagesCount % pagesAtOnce === 0;
  return (
    <>
      {hasFailed && (
        <p role="alert" className="mt-4 font-medium text-late">
          {t('list.moreFailed')}
        </p>
      )}
      {/* Of its own for every page, so that it tells again where it still is near. */}
      {!isWaiting && <End key={pagesCount} onNear={() => !isLoading && onLoad()} />}
      <button
        type="button"
        aria-disabled={isLoading}
        onClick={() => !isLoading && onLoad()}
        className={`${quietButton} mt-4 w-full print:hidden`}
      >
        {isLoading ? t('list.loadingMore') : t(hasFailed ? 'page.retry' : 'list.more')}
      </button>
    </>
  );
}

function End({ onNear }: { onNear: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const onSight = useEffectEvent(() => {
    // Whoever has gone past the list by keyboard is not held up by more of it.
    if (!isFollowedBy(place.current, document.activeElement)) onNear();
  });
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => entries.at(-1)?.isIntersecting && onSight(), {
      rootMargin: '1200px 0px',
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return <div ref={place} />;
}

function isFollowedBy(place: Node | null, other: Node | null): boolean {
  return !!place && !!other && (place.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
