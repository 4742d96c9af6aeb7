import type { SessionView } from '@quittance/shared/customer-view.ts';
import { entity } from './documents.ts';

export const session: SessionView = {
  email: 'jan@bakkerij.example',
  contactName: 'Jan De Smet',
  language: 'en',
  customers: [{ id: '0198b5a2-2222-7000-8000-000000000001', name: 'Bakkerij De Smet BV' }],
  entities: [entity],
  today: '2026-11-11',
  isRemembered: false,
  authenticatedAt: '2026-11-11T09:00:00Z',
  expiresAt: '2026-11-11T21:00:00Z',
};
