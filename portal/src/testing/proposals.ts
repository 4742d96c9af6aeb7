import type { DocumentProposals, Proposal } from '@quittance/shared/proposal.ts';

const address = { lines: ['Kerkstraat 4'], city: 'Gent', postalCode: '9000', region: null, country: 'BE' };

export const noProposals: DocumentProposals = {
  recorded: { reference: 'PO-1', name: 'Bakkerij De Smet BV', address, vatNumber: 'BE0123456749' },
  proposals: [],
};

export const openProposal: Proposal = {
  id: '0198b5a2-4444-7000-8000-000000000001',
  kind: 'reference',
  state: 'open',
  proposed: { reference: 'PO-2' },
  note: 'See <our> order.',
  author: { name: 'Jan De Smet', isYou: true },
  proposedAt: '2026-11-10T09:00:00Z',
  closedAt: null,
  reason: null,
};

export const declinedProposal: Proposal = {
  ...openProposal,
  id: '0198b5a2-4444-7000-8000-000000000002',
  kind: 'billing_details',
  state: 'declined',
  proposed: { address: { ...address, lines: ['Nieuwstraat 9', 'Unit 3'] }, vatNumber: null },
  note: null,
  closedAt: '2026-11-11T09:00:00Z',
  reason: 'We need a letter.',
};
