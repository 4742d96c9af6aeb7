import { useEffect, useState } from 'react';
import { mainButton } from '../../components/looks.ts';
import { PayBar } from '../../components/pay-bar.tsx';

type Props = { action: string; label: string; pressed: string };

/** A plain form, so that paying starts without script too. */
export function PayForm({ action, label, pressed }: Props) {
  const [isPressed, setIsPressed] = useState(false);
  // The back button may bring this very page back as it was left.
  useEffect(() => {
    const onLeave = () => setIsPressed(false);
    addEventListener('pagehide', onLeave);
    return () => removeEventListener('pagehide', onLeave);
  }, []);
  return (
    <PayBar>
      <form method="post" action={action} onSubmit={() => setIsPressed(true)}>
        <button type="submit" className={`${mainButton} w-full text-lg`}>
          {isPressed ? pressed : label}
        </button>
      </form>
    </PayBar>
  );
}
