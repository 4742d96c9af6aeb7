import type { ChangeEventHandler } from 'react';
import { Link } from 'react-router';
import type { CalendarDate } from '@quittance/shared/calendar-date.ts';
import { documentDates, stateOfList } from '@quittance/shared/document-choices.ts';
import { quietButton } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { addressOf, type ListChoice, type ListFields, nameOfOrder, orders } from './list-choice.ts';
import { periodPresets, presetPeriod } from './period-presets.ts';

type Props = {
  choice: ListChoice;
  today: CalendarDate;
  onPreset: () => void;
  fields: ListFields;
  onChange: ChangeEventHandler<HTMLInputElement | HTMLSelectElement>;
};

const field = 'block min-h-12 w-full min-w-0 rounded-md border border-edge bg-page px-3 text-ink';

/** Order, period and state of a list. */
export function ListFilters({ choice, today, onPreset, fields, onChange }: Props) {
  const { t } = useWording();
  const state = stateOfList[choice.list];
  return (
    <div className="mb-2 grid items-end gap-4 rounded-lg border border-line bg-surface p-4 min-[22rem]:grid-cols-2 lg:grid-cols-4">
      <Presets choice={choice} today={today} onPreset={onPreset} />
      <label className="col-span-full min-w-0 lg:col-span-1">
        <span className="mb-1 block text-sm text-muted">{t('list.sort.label')}</span>
        <select name="sort" value={fields.sort} onChange={onChange} className={field}>
          {orders.map(nameOfOrder).map((name) => (
            <option key={name} value={name}>
              {t(`list.sort.${name}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="col-span-full min-w-0 lg:col-span-1">
        <span className="mb-1 block text-sm text-muted">{t('list.filter.dates')}</span>
        <select name="dates" value={fields.dates} onChange={onChange} className={field}>
          {documentDates.map((each) => (
            <option key={each} value={each}>
              {t(`list.filter.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="min-w-0">
          <span className="mb-1 block text-sm text-muted">{t(`list.filter.${name}`)}</span>
          <input type="date" name={name} value={fields[name]} onChange={onChange} className={field} />
        </label>
      ))}
      {state && (
        <label className="col-span-full flex min-h-11 items-center gap-3 lg:col-span-3">
          <input
            type="checkbox"
            name="state"
            value={state}
            checked={fields.state === state}
            onChange={onChange}
            className="size-5"
          />
          {t(`list.filter.state.${state}`)}
        </label>
      )}
      <button type="submit" className={`${quietButton} col-span-full lg:col-span-1`}>
        {t('list.filter.apply')}
      </button>
    </div>
  );
}

/** Links, so that one press is enough and the address says it. */
function Presets({ choice, today, onPreset }: Pick<Props, 'choice' | 'today' | 'onPreset'>) {
  const { t } = useWording();
  return (
    <ul aria-label={t('list.filter.period')} className="col-span-full flex flex-wrap gap-2">
      {periodPresets.map((preset) => {
        const period = presetPeriod(preset, today);
        const isChosen = choice.from === period.from && choice.to === period.to;
        return (
          <li key={preset}>
            <Link
              to={addressOf({ ...choice, ...period })}
              preventScrollReset
              onClick={onPreset}
              aria-current={isChosen ? 'true' : undefined}
              className="inline-flex min-h-11 items-center rounded-md border border-line px-3 text-sm font-medium text-muted hover:border-ink aria-[current=true]:border-accent aria-[current=true]:text-ink forced-colors:aria-[current=true]:border-[Highlight]"
            >
              {t(`list.filter.preset.${preset}`)}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
