import { card, quietLink } from '../../components/looks.ts';
import { errorText } from '../../lib/errors.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { withdraw } from './proposal-queries.ts';
import type { ProposalView } from './proposal-view.ts';
import { useProposals } from './use-proposals.ts';

/** What was proposed and what became of it. */
export function ProposalCard({ documentId, proposal }: { documentId: string; proposal: ProposalView }) {
  const { t } = useWording();
  const { id, title, state, rows, note, reason, canWithdraw } = proposal;
  const { mutate, isPending, error } = useProposals(documentId, withdraw);
  return (
    <section aria-label={title} className={card}>
      <h2 className="font-semibold">{title}</h2>
      <p className={`mt-2 inline-block rounded-md px-2 py-1 text-sm font-medium ${state.look}`}>{state.text}</p>
      {reason && <p className="mt-2 wrap-anywhere">{reason}</p>}
      <dl className="mt-3 grid gap-2">
        {rows.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="wrap-anywhere whitespace-pre-line">{value}</dd>
          </div>
        ))}
      </dl>
      {note && <p className="mt-3 text-sm wrap-anywhere whitespace-pre-line text-muted">{note}</p>}
      {error && (
        <p role="alert" className="mt-2 text-late">
          {errorText(error, t)}
        </p>
      )}
      {canWithdraw && (
        <button
          type="button"
          aria-disabled={isPending}
          onClick={() => !isPending && mutate({ documentId, proposalId: id })}
          className={quietLink}
        >
          {isPending ? t('proposal.withdrawing') : t('proposal.withdraw')}
        </button>
      )}
    </section>
  );
}
