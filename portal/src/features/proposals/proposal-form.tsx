import { useId, type ReactNode, type SubmitEvent } from 'react';
import type { NewProposalInput, ProposalKind } from '@quittance/shared/proposal.ts';
import { mainButton } from '../../components/looks.ts';
import { isRefusal } from '../../lib/api-error.ts';
import { errorText } from '../../lib/errors.ts';
import { formText } from '../../lib/form-text.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { propose } from './proposal-queries.ts';
import { useProposals } from './use-proposals.ts';

type Props = {
  documentId: string;
  kind: ProposalKind;
  /** Of the recorded address: part of it, and not asked for. */
  region: string | null;
  onSent: () => void;
  /** Says whether the server found a field wrong, by its name. */
  children: (wrong: (field: string) => boolean) => ReactNode;
};

/** Sends what its fields say to the merchant. */
export function ProposalForm({ documentId, kind, region, onSent, children }: Props) {
  const { t } = useWording();
  const noteId = useId();
  const { mutate, isPending, error } = useProposals(documentId, propose, onSent);
  const flaws = isRefusal(error, 'invalid_request') ? (error.problem?.issues ?? []).map(({ path }) => path) : [];
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (isPending) return;
    mutate({ documentId, proposal: proposalOf(kind, new FormData(form), region) }, { onSuccess: () => form.reset() });
  };
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      {children((field) => flaws.some((path) => path === `body.${field}` || path.startsWith(`body.${field}.`)))}
      <p>
        <label htmlFor={noteId} className="mb-1 block font-medium">
          {t('proposal.note')}
        </label>
        <textarea
          id={noteId}
          name="note"
          rows={2}
          maxLength={1000}
          className="block field-sizing-content max-h-60 min-h-16 w-full rounded-md border border-edge bg-page p-3 text-base"
        />
      </p>
      {error && (
        <p role="alert" className="text-late">
          {errorText(error, t)}
        </p>
      )}
      <button
        type="submit"
        aria-disabled={isPending}
        className={`${mainButton} w-full sm:w-auto sm:justify-self-start`}
      >
        {isPending ? t('proposal.sending') : t('proposal.send')}
      </button>
    </form>
  );
}

function proposalOf(kind: ProposalKind, form: FormData, region: string | null): NewProposalInput {
  const text = (name: string) => formText(form, name);
  const note = text('note') || null;
  if (kind === 'reference') return { kind, reference: text('reference'), note };
  return {
    kind,
    name: text('name'),
    address: {
      lines: text('lines')
        .split('\n')
        .filter((line) => line.trim() !== ''),
      city: text('city') || null,
      postalCode: text('postalCode') || null,
      region,
      country: text('country') || null,
    },
    vatNumber: text('vatNumber') || null,
    invoiceEmail: text('invoiceEmail') || null,
    note,
  };
}
