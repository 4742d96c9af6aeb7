import type { ReactNode } from 'react';
import { BigAmount } from '../../components/big-amount.tsx';
import { card } from '../../components/looks.ts';

type Props = {
  title: string;
  /** What it is about, where one sum is. */
  amount?: string;
  text: string | null;
  children?: ReactNode;
};

/** Takes the focus when it appears, so that whoever hears the page hears what has changed. */
export function StandingCard({ title, amount, text, children }: Props) {
  return (
    <section className={`${card} sm:p-8`}>
      <h1 ref={focusOnce} tabIndex={-1} className="text-xl font-bold outline-none">
        {title}
      </h1>
      {amount !== undefined && (
        <div className="@container mt-3">
          <BigAmount text={amount} />
        </div>
      )}
      {text !== null && <p className="mt-3">{text}</p>}
      {children}
    </section>
  );
}

function focusOnce(heading: HTMLElement | null): void {
  heading?.focus();
}
