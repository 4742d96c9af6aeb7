import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { epcText, transferInstructions, type TransferRequest } from './transfer-instructions.ts';

const entity = { legalName: 'Example Works BV', iban: 'BE68 5390 0754 7034', bic: 'kred bebb', accountName: null };
const request: TransferRequest = {
  documentTransfers: [],
  entity,
  reference: '2026-0042',
  amountMinor: 123456,
  currency: 'EUR',
};
const payment = {
  accountName: 'Example Works BV',
  iban: 'BE68539007547034',
  bic: null,
  reference: '2026-0042',
  amountMinor: 1234,
  currency: 'EUR',
};

describe('transfer instructions', () => {
  test('name the account of the entity where the document names none', () => {
    expect(transferInstructions(request)).toEqual({
      accountName: 'Example Works BV',
      iban: 'BE68539007547034',
      bic: 'KREDBEBB',
      reference: '2026-0042',
      epc: 'BCD\n002\n1\nSCT\nKREDBEBB\nExample Works BV\nBE68539007547034\nEUR1234.56\n\n\n2026-0042',
    });
  });

  test('name the account of the document where it has one, never a mixture of both', () => {
    const documentTransfers = [{ iban: 'DE89 3704 0044 0532 0130 00', bic: null, accountName: null }];
    expect(transferInstructions({ ...request, documentTransfers })).toMatchObject({
      iban: 'DE89370400440532013000',
      bic: null,
      accountName: 'Example Works BV',
    });
  });

  test('do not exist without an account', () => {
    expect(transferInstructions({ ...request, entity: { ...entity, iban: null } })).toBeNull();
  });

  test('have no QR code outside EUR', () => {
    expect(transferInstructions({ ...request, currency: 'CHF' })?.epc).toBeNull();
  });

  test('carry a Belgian structured communication as text, as it is printed', () => {
    const epc = transferInstructions({ ...request, reference: '+++010/8068/17183+++' })?.epc;
    expect(epc?.split('\n').slice(8)).toEqual(['', '', '+++010/8068/17183+++']);
  });

  test('carry an ISO 11649 reference as structured, without its spaces', () => {
    const epc = transferInstructions({ ...request, reference: 'RF18 5390 0754 7034' })?.epc;
    expect(epc?.split('\n').slice(8)).toEqual(['', 'RF18539007547034']);
  });

  test('carry an RF reference with wrong check digits as text', () => {
    const epc = transferInstructions({ ...request, reference: 'RF19539007547034' })?.epc;
    expect(epc?.split('\n').slice(8)).toEqual(['', '', 'RF19539007547034']);
  });
});

describe('the text of the EPC QR code', () => {
  test.each([
    ['nothing to pay', { amountMinor: 0 }],
    ['more than a billion', { amountMinor: 100_000_000_000 }],
    ['an account number with a wrong check digit', { iban: 'BE68539007547035' }],
    ['a reference that would have to be cut', { reference: 'x'.repeat(141) }],
    ['more bytes than the largest code holds', { accountName: '界'.repeat(70), reference: '界'.repeat(140) }],
  ])('does not exist for %s', (_case, change) => {
    expect(epcText({ ...payment, ...change })).toBeNull();
  });

  test('keeps every field on its own line whatever the names hold', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 90 }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
        (name, reference) => {
          const told = transferInstructions({ ...request, entity: { ...entity, legalName: name }, reference });
          if (told?.epc === null || told === null) return;
          const lines = told.epc.split('\n');
          expect(lines.length).toBeLessThanOrEqual(11);
          expect(lines[6]).toBe('BE68539007547034');
          expect(Array.from(lines[5] ?? '').length).toBeLessThanOrEqual(70);
          expect(Buffer.byteLength(told.epc)).toBeLessThanOrEqual(331);
        },
      ),
    );
  });

  const samples = new URL('../../../../shared/data/reference/epc-qr/', import.meta.url);
  test.skipIf(!existsSync(samples))(
    'has its fields where published codes have them (skipped without sample data)',
    () => {
      for (const file of ['epc069-12-v2.1-example1.utf8.txt', 'wikimedia-20eur.txt']) {
        const lines = readFileSync(new URL(file, samples), 'utf8').split('\n');
        const [, , , , bic = '', accountName = '', iban = '', amount = '', , structured = '', text = ''] = lines;
        const amountMinor = Math.round(Number(amount.slice(3)) * 100);
        const ours = epcText({
          accountName,
          iban,
          bic: bic || null,
          reference: structured || text,
          amountMinor,
          currency: 'EUR',
        });
        const [head, kept] = [lines.slice(0, 2), lines.slice(3, 7)];
        const [oursHead, oursKept] = [ours?.split('\n').slice(0, 2), ours?.split('\n').slice(3, 7)];
        expect([oursHead, oursKept]).toEqual([head, kept]);
        expect(Number(ours?.split('\n')[7]?.slice(3))).toBe(Number(amount.slice(3)));
        expect(ours?.split('\n').slice(9)).toEqual(lines.slice(9));
      }
    },
  );
});
