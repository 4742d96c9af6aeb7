import { useRef } from 'react';
import { Link } from 'react-router';
import { closePanel } from '../../lib/close-panel.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { addressOf, type ListChoice } from './list-choice.ts';

type Props = {
  choice: ListChoice;
  customers: { id: string; name: string }[];
  entities: { slug: string; name: string }[];
};

/** Of several customers or senders, one or all: an address that is known for several decides itself whose invoices it looks at. */
export function ListSwitches({ choice, customers, entities }: Props) {
  const { t } = useWording();
  return (
    <div className="mb-4 flex flex-wrap gap-2 empty:hidden print:hidden">
      {customers.length > 1 && (
        <Switch
          label={t('list.switch.customer')}
          options={[null, ...customers].map((customer) => ({
            name: customer?.name ?? t('list.switch.all'),
            path: addressOf({ ...choice, customer }) || '?',
            isChosen: (customer?.id ?? null) === (choice.customer?.id ?? null),
          }))}
        />
      )}
      {entities.length > 1 && (
        <Switch
          label={t('list.switch.entity')}
          options={[null, ...entities].map((entity) => ({
            name: entity?.name ?? t('list.switch.all'),
            path: addressOf({ ...choice, entity }) || '?',
            isChosen: (entity?.slug ?? null) === (choice.entity?.slug ?? null),
          }))}
        />
      )}
    </div>
  );
}

type Option = { name: string; path: string; isChosen: boolean };

/** Opens in place; links, so that it also opens elsewhere and goes back. */
function Switch({ label, options }: { label: string; options: Option[] }) {
  const { t } = useWording();
  const panel = useRef<HTMLDetailsElement>(null);
  const chosen = options.find(({ isChosen }) => isChosen);
  return (
    <details ref={panel} className="group min-w-0 max-sm:w-full">
      <summary className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-md border border-edge bg-surface px-3 font-medium hover:border-ink max-sm:w-full max-sm:justify-between">
        <span className="min-w-0 wrap-anywhere">{t('list.switch.chosen', { label, name: chosen?.name })}</span>
        <span aria-hidden="true" className="group-open:rotate-180">
          ▾
        </span>
      </summary>
      <ul className="mt-1 max-h-80 overflow-y-auto rounded-md border border-line bg-surface">
        {options.map(({ name, path, isChosen }) => (
          <li key={path}>
            <Link
              to={path}
              preventScrollReset
              onClick={() => closePanel(panel.current)}
              aria-current={isChosen ? 'true' : undefined}
              className="flex min-h-11 items-center px-3 hover:bg-page aria-[current=true]:font-bold"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
