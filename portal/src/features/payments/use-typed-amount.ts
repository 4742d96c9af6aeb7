import { useState } from 'react';
import { takeTypedAmount } from './amount-form.tsx';

/** What is charged has been seen first: an amount that was typed is taken over before anything is paid. */
export function useTypedAmount(shownMinor: number): { take: () => boolean; isTaken: boolean } {
  // On the button when it was pressed while another amount stood in its field.
  const [heldMinor, setHeldMinor] = useState<number | null>(null);
  const take = () => {
    const isTyped = takeTypedAmount();
    setHeldMinor(isTyped ? shownMinor : null);
    return isTyped;
  };
  return { take, isTaken: heldMinor !== null && heldMinor !== shownMinor };
}
