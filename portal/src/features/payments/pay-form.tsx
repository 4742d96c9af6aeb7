import { useEffect, useState } from 'react';

type Props = { action: string; label: string; pressed: string };

/** A plain form, so that paying starts without script too. On a phone it stays within thumb's reach. */
export function PayForm({ action, label, pressed }: Props) {
  const [isPressed, setIsPressed] = useState(false);
  // The back button may bring this very page back as it was left.
  useEffect(() => {
    const onLeave = () => setIsPressed(false);
    addEventListener('pagehide', onLeave);
    return () => removeEventListener('pagehide', onLeave);
  }, []);
  return (
    <form
      method="post"
      action={action}
      onSubmit={() => setIsPressed(true)}
      className="max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:border-t max-lg:border-line max-lg:bg-surface max-lg:px-4 max-lg:pt-3 max-lg:pb-[calc(0.75rem+env(safe-area-inset-bottom))] lg:mt-5 print:hidden"
    >
      <button
        type="submit"
        className="min-h-13 w-full rounded-md bg-accent px-5 text-lg font-semibold text-on-accent hover:opacity-90"
      >
        {isPressed ? pressed : label}
      </button>
    </form>
  );
}
