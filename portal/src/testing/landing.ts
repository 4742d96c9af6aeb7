import type { Landing } from '@quittance/shared/landing.ts';
import { detail, entity } from './documents.ts';

const link = '/i/inv1_example';
export const landing: Landing = {
  level: 'document',
  language: 'en',
  entity,
  maskedEmail: 'j***@bakkerij.example',
  paths: {
    page: '/i/inv1_example',
    pdf: `${link}/pdf`,
    zip: `${link}/zip`,
    calendar: `${link}/calendar`,
    original: `${link}/original`,
    calculation: `${link}/calculation`,
    calculationPdf: `${link}/calculation/pdf`,
    receipts: `${link}/receipts`,
    pay: `${link}/pay`,
    signIn: `${link}/sign-in`,
    seen: `${link}/seen`,
  },
  detail,
};
