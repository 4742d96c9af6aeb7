import { addressLines } from '@quittance/shared/postal-address.ts';
import type { Proposal, ProposedDetails } from '@quittance/shared/proposal.ts';
import type { Wording } from '../../lib/wording.ts';

/** One proposal in the reader's words. */
export type ProposalView = {
  id: string;
  title: string;
  state: { text: string; look: string };
  rows: { label: string; value: string }[];
  note: string | null;
  reason: string | null;
  canWithdraw: boolean;
};

const looks = {
  open: 'bg-soon-wash text-soon',
  accepted: 'bg-good-wash text-good',
  declined: 'bg-late-wash text-late',
};

/** What was taken back is no longer shown. */
export function proposalViews(proposals: readonly Proposal[], entityName: string, wording: Wording): ProposalView[] {
  const { t, moment } = wording;
  return proposals.flatMap(({ id, kind, state, proposed, note, proposedAt, closedAt, reason }) => {
    if (state === 'withdrawn') return [];
    const date = moment(closedAt ?? proposedAt);
    return [
      {
        id,
        title: t(`proposal.title.${kind}`),
        state: { text: t(`proposal.state.${state}`, { name: entityName, date }), look: looks[state] },
        rows: rowsOf(proposed, wording),
        note,
        reason: reason && t('proposal.reason', { reason }),
        canWithdraw: state === 'open',
      },
    ];
  });
}

function rowsOf({ reference, name, address, vatNumber, invoiceEmail }: ProposedDetails, wording: Wording) {
  const { t, country } = wording;
  const row = (label: string, value: string | null | undefined) =>
    value === undefined ? [] : [{ label, value: value ?? t('proposal.none') }];
  return [
    ...row(t('proposal.field.reference'), reference),
    ...row(t('proposal.field.name'), name),
    ...row(
      t('proposal.field.address'),
      address && [...addressLines(address), ...(address.country === null ? [] : [country(address.country)])].join('\n'),
    ),
    ...row(t('proposal.field.vatNumber'), vatNumber),
    ...row(t('proposal.field.invoiceEmail'), invoiceEmail),
  ];
}
