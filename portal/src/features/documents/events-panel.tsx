import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Chevron } from '../../components/chevron.tsx';
import { card } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { eventsQuery } from './document-queries.ts';
import { eventText } from './event-text.ts';

type Props = { documentId: string; currency: string };

/** What happened to a document, from its issue until today; asked for when somebody wants to know. */
export function EventsPanel({ documentId, currency }: Props) {
  const { t } = useWording();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={`${card} group print:hidden`} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{t('document.events.title')}</h2>
        <Chevron className="group-open:rotate-180" />
      </summary>
      {isOpen && <Events documentId={documentId} currency={currency} />}
    </details>
  );
}

function Events({ documentId, currency }: Props) {
  const wording = useWording();
  const { t, date } = wording;
  const { data, isError } = useQuery(eventsQuery(documentId));
  if (!data) {
    return (
      <output className="mt-3 block text-muted">
        {t(isError ? 'document.events.failed' : 'document.events.waiting')}
      </output>
    );
  }
  return (
    <ol className="mt-3">
      {data.events.map((event, index) => (
        <li key={index} className="border-t border-line py-2">
          <p className="text-sm text-muted">{date(event.date)}</p>
          <p className="wrap-anywhere">{eventText(event, currency, wording)}</p>
        </li>
      ))}
    </ol>
  );
}
