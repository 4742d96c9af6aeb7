import type { Bundle } from '@quittance/shared/bundle.ts';
import { quietButton, textLink } from '../../components/looks.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { bundlePath } from './bundle-queries.ts';

/** One ZIP: how far it is, or the file. */
export function BundleItem({ bundle, onCancel }: { bundle: Bundle; onCancel: () => void }) {
  const wording = useWording();
  const { t, moment } = wording;
  const name = nameOf(bundle, wording);
  switch (bundle.state) {
    case 'building':
      return <Progress bundle={bundle} name={name} onCancel={onCancel} />;
    case 'ready':
      return (
        <div className="flex flex-wrap items-center justify-between gap-x-6">
          <div>
            <p className="font-semibold">{name}</p>
            <output className="block text-sm text-muted">
              {bundle.expiresAt && t('downloads.ready', { time: moment(bundle.expiresAt) })}
            </output>
          </div>
          <a href={bundlePath(bundle.id)} aria-label={t('downloads.downloadOf', { name })} className={textLink}>
            {t('downloads.download')}
          </a>
        </div>
      );
    case 'canceled':
    case 'expired':
    case 'failed':
      return (
        <>
          <p className="font-semibold">{name}</p>
          <output className="block text-sm text-muted">
            {t(bundle.state === 'failed' ? 'downloads.failed' : 'downloads.expired')}
          </output>
        </>
      );
  }
}

function Progress({ bundle, name, onCancel }: { bundle: Bundle; name: string; onCancel: () => void }) {
  const { t } = useWording();
  const { doneCount: done, totalCount: total, email } = bundle;
  const text = t('downloads.progress', { done, total });
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <p className="font-semibold">{name}</p>
        <p className="tabular-nums">{text}</p>
      </div>
      <progress
        value={done}
        max={total}
        aria-label={name}
        aria-valuetext={text}
        className="mt-2 block h-2 w-full accent-accent"
      />
      <p className="mt-2 text-sm text-muted">{t('downloads.mailed', { email })}</p>
      <button
        type="button"
        onClick={onCancel}
        aria-label={t('downloads.cancelOf', { name })}
        className={`${quietButton} mt-3`}
      >
        {t('downloads.cancel')}
      </button>
    </>
  );
}

function nameOf({ period, documentsCount: count }: Bundle, { t, month }: ReturnType<typeof useWording>): string {
  if (!period) return t('downloads.selection', { count });
  const [from, to] = [period.from.slice(0, 7), period.to.slice(0, 7)];
  return `${from === to ? month(from) : from.slice(0, 4)} · ${t('downloads.documents', { count })}`;
}
