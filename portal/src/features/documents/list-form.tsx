import { useRef, useState, type ChangeEvent, type SubmitEvent } from 'react';
import { useNavigate } from 'react-router';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { searchLengthMax } from '@quittance/shared/document-choices.ts';
import { quietButton } from '../../components/looks.ts';
import { closePanel } from '../../lib/close-panel.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { fieldsOf, type ListChoice, type ListFields } from './list-choice.ts';
import { ListFilters } from './list-filters.tsx';

type Props = {
  choice: ListChoice;
  /** Where the sender of the documents is. */
  today: CalendarDate;
  /** The address that a filled-in form asks for. */
  pathOf: (fields: URLSearchParams) => string;
};

/** Searching, and behind a press filtering and sorting. Sent as a whole, so that nothing changes under whoever is still choosing. */
export function ListForm({ choice, today, pathOf }: Props) {
  const { t } = useWording();
  const navigate = useNavigate();
  const [fields, setFields] = useFields(choice);
  const panel = useRef<HTMLDetailsElement>(null);
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    closePanel(panel.current);
    void navigate(pathOf(new URLSearchParams(fields)), { preventScrollReset: true });
  };
  const onChange = ({ target }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
    const isOff = target instanceof HTMLInputElement && target.type === 'checkbox' && !target.checked;
    setFields({ ...fields, [target.name]: isOff ? '' : target.value });
  };
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- not every browser knows the element
    <form role="search" onSubmit={onSubmit} className="mb-3 print:hidden">
      <p className="flex gap-2">
        <input
          type="search"
          name="q"
          aria-label={t('list.search.label')}
          placeholder={t('list.search.hint')}
          value={fields.q}
          onChange={onChange}
          maxLength={searchLengthMax}
          autoComplete="off"
          enterKeyHint="search"
          className="block min-h-12 w-full min-w-0 rounded-md border border-edge bg-surface px-3 text-ink placeholder:text-muted"
        />
        <button type="submit" className={quietButton}>
          {t('list.search.label')}
        </button>
      </p>
      <details ref={panel} className="group">
        <summary className="inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink">
          {t('list.filter.title')}
          <span aria-hidden="true" className="group-open:rotate-180">
            ▾
          </span>
        </summary>
        <ListFilters
          choice={choice}
          today={today}
          onPreset={() => closePanel(panel.current)}
          fields={fields}
          onChange={onChange}
        />
      </details>
    </form>
  );
}

/** What the form holds: what was chosen last, here or elsewhere on the page, until somebody fills in something else. */
function useFields(choice: ListChoice) {
  const chosen = JSON.stringify(choice);
  const [fields, setFields] = useState<ListFields>(() => fieldsOf(choice));
  const [shown, setShown] = useState(chosen);
  if (shown !== chosen) {
    setShown(chosen);
    setFields(fieldsOf(choice));
  }
  return [fields, setFields] as const;
}
