import type { ReactNode } from 'react';
import { card } from '../../components/looks.ts';

/** Takes the focus when it appears, so that whoever hears the page hears what has changed. */
export function StandingCard({ title, text, children }: { title: string; text: string | null; children?: ReactNode }) {
  return (
    <section className={`${card} sm:p-8`}>
      <h2 ref={focusOnce} tabIndex={-1} className="text-xl font-bold outline-none">
        {title}
      </h2>
      {text !== null && <p className="mt-2">{text}</p>}
      {children}
    </section>
  );
}

function focusOnce(heading: HTMLElement | null): void {
  heading?.focus();
}
