import { card, textLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';

const lists = [
  { list: 'open', name: 'list.open' },
  { list: 'paid', name: 'list.paid' },
  { list: 'credit_notes', name: 'list.creditNotes' },
] as const;
const formats = ['csv', 'xlsx'] as const;

/** The lists as tables, and the open invoices for a calendar: real links, so that the browser saves them. */
export function TableLinks({ customer }: { customer: string | null }) {
  const { t } = useWording();
  const whose: Record<string, string> = customer === null ? {} : { customer };
  return (
    <section aria-labelledby="tables" className={card}>
      <h2 id="tables" className="text-lg font-bold">
        {t('downloads.lists')}
      </h2>
      <ul className="mt-2">
        {lists.map(({ list, name }) => (
          <li key={list} className="flex flex-wrap items-center justify-between gap-x-6 border-line not-first:border-t">
            <span>{t(name)}</span>
            <span className="flex gap-x-6">
              {formats.map((format) => (
                <a
                  key={format}
                  href={`/api/documents/${format}?${new URLSearchParams({ list, ...whose }).toString()}`}
                  aria-label={t('downloads.fileOf', { list: t(name), format: t(`downloads.${format}`) })}
                  className={`${textLink} min-w-11 justify-center`}
                >
                  {t(`downloads.${format}`)}
                </a>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <a href="/api/documents/calendar" className={`${textLink} mt-2`}>
        {t('downloads.calendar')}
      </a>
    </section>
  );
}
