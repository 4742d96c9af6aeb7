import { card, mainButton } from '../../components/looks.ts';
import { formText } from '../../lib/form-text.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { BundleRefusal } from './bundle-refusal.tsx';
import { periodRequest, type PeriodYear } from './period-choice.ts';
import { useRequestBundle } from './use-request-bundle.ts';

/** A month or a year as one ZIP. */
export function PeriodForm({ years, customer }: { years: PeriodYear[]; customer: string | null }) {
  const { t, month } = useWording();
  const { request, isAsking, error } = useRequestBundle();
  return (
    <section aria-labelledby="period" className={card}>
      <h2 id="period" className="text-lg font-bold">
        {t('downloads.period')}
      </h2>
      <p className="mt-1 text-muted">{t('downloads.what')}</p>
      <form
        className="mt-4 flex flex-wrap items-end gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isAsking) return;
          request(periodRequest(formText(new FormData(event.currentTarget), 'period'), customer));
        }}
      >
        <label className="min-w-0 max-sm:w-full">
          <span className="mb-1 block text-sm text-muted">{t('downloads.choose')}</span>
          <select name="period" defaultValue={years[0]?.months[0]} className={field}>
            {years.map(({ year, months }) => (
              <optgroup key={year} label={year}>
                <option value={year}>{t('downloads.year', { year })}</option>
                {months.map((each) => (
                  <option key={each} value={each}>
                    {month(each)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <button type="submit" aria-disabled={isAsking} className={`${mainButton} max-sm:w-full`}>
          {t(isAsking ? 'downloads.starting' : 'downloads.start')}
        </button>
      </form>
      <BundleRefusal error={error} />
    </section>
  );
}

const field = 'block min-h-12 w-full min-w-0 rounded-md border border-edge bg-page px-3 sm:w-64';
