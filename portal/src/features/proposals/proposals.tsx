import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DocumentProposals } from '@quittance/shared/proposal.ts';
import { quietLink } from '../../components/looks.ts';
import { closePanel } from '../../lib/close-panel.ts';
import { useWording } from '../../lib/wording-context.tsx';
import { BillingFields } from './billing-fields.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { ProposalForm } from './proposal-form.tsx';
import { proposalsQuery } from './proposal-queries.ts';
import { proposalViews } from './proposal-view.ts';
import { ReferenceField } from './reference-field.tsx';

type Props = { documentId: string; entityName: string };

/** What was proposed, and a quiet way to propose: nothing here changes the document. Where it cannot be loaded, the page is complete without. */
export function Proposals({ documentId, entityName }: Props) {
  const wording = useWording();
  const { data } = useQuery(proposalsQuery(documentId));
  if (!data) return null;
  return (
    <div className="grid gap-4 lg:gap-6">
      {proposalViews(data.proposals, entityName, wording).map((proposal) => (
        <ProposalCard key={proposal.id} documentId={documentId} proposal={proposal} />
      ))}
      <Correction documentId={documentId} entityName={entityName} recorded={data.recorded} />
    </div>
  );
}

function Correction({ documentId, entityName, recorded }: Props & Pick<DocumentProposals, 'recorded'>) {
  const { t } = useWording();
  const panel = useRef<HTMLDetailsElement>(null);
  const [kind, setKind] = useState<keyof typeof kinds>('reference');
  const [isSent, setIsSent] = useState(false);
  const onSent = () => {
    setIsSent(true);
    closePanel(panel.current);
  };
  const Fields = kinds[kind];
  return (
    <div>
      <details ref={panel} onToggle={(event) => event.currentTarget.open && setIsSent(false)}>
        <summary className={`${quietLink} cursor-pointer`}>{t('proposal.open')}</summary>
        <div className="mt-2 grid gap-4 rounded-lg border border-line bg-surface p-5">
          <p>{t('proposal.unchanged', { name: entityName })}</p>
          <fieldset className="grid">
            <legend className="mb-1 font-medium">{t('proposal.what')}</legend>
            {(['reference', 'billing_details'] as const).map((each) => (
              <label key={each} className="flex min-h-11 items-center gap-3">
                <input
                  type="radio"
                  name="kind"
                  checked={kind === each}
                  onChange={() => setKind(each)}
                  className="size-5 shrink-0 accent-accent"
                />
                {t(`proposal.kind.${each}`)}
              </label>
            ))}
          </fieldset>
          <ProposalForm key={kind} documentId={documentId} kind={kind} region={recorded.address.region} onSent={onSent}>
            {(wrong) => <Fields recorded={recorded} wrong={wrong} />}
          </ProposalForm>
        </div>
      </details>
      <output className="text-sm text-good">{isSent && t('proposal.sent', { name: entityName })}</output>
    </div>
  );
}

const kinds = { reference: ReferenceField, billing_details: BillingFields };
