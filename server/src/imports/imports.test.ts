import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ImportedFile } from '@quittance/shared/import-report.ts';
import type { MerchantScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import { testApp, type TestApp } from '../testing.ts';
import { insertContact, insertCustomer, insertEntity, insertMerchant } from '../testing/fixtures.ts';
import { buyer, seller, ublFile, ublText, type UblInput } from '../testing/ubl.ts';
import { importFiles, type IncomingFile } from './import-files.ts';

let server: TestApp;
let scope: MerchantScope;
let merchantsCount = 0;

beforeAll(async () => {
  server = await testApp();
});
afterAll(() => server.close());
beforeEach(async () => {
  scope = await merchant();
});

/** A merchant with one entity, the seller of every file that says nothing else. */
async function merchant(): Promise<MerchantScope> {
  const merchantId = await insertMerchant(server.db);
  merchantsCount += 1;
  await insertEntity(server.db, {
    merchant_id: merchantId,
    slug: `seller-${merchantsCount}`,
    vat_number: seller.vatNumber ?? null,
  });
  return { merchantId };
}

async function take(files: (UblInput | IncomingFile)[], deps: Deps = server.deps): Promise<ImportedFile[]> {
  const incoming = files.map((file) =>
    'fileName' in file ? file : { fileName: `${file.number}.xml`, bytes: ublFile(file) },
  );
  const { report } = await importFiles(deps, scope, 'command', incoming);
  return report.files;
}

async function takeOne(file: UblInput | IncomingFile): Promise<ImportedFile> {
  const [only] = await take([file]);
  if (!only) throw new Error('a report tells of every file');
  return only;
}

function documentIdOf(file: ImportedFile): string {
  if (file.outcome === 'refused') throw new Error(JSON.stringify(file.refusals));
  return file.documentId;
}

function rows(table: 'documents' | 'customers' | 'contacts' | 'document_files' | 'imports') {
  return server.db.selectFrom(table).selectAll().where('merchant_id', '=', scope.merchantId).execute();
}

describe('a valid file', () => {
  test('becomes a document with its amounts, dates and reference, and its bytes are kept', async () => {
    const bytes = ublFile({
      number: '2026-1',
      paymentReference: '+++090/9337/55493+++',
      lines: [{ netMinor: 10_000 }, { netMinor: 999 }],
    });
    const file = await takeOne({ fileName: 'march/2026-1.xml', bytes });
    expect(file).toMatchObject({
      outcome: 'imported',
      kind: 'invoice',
      number: '2026-1',
      currency: 'EUR',
      payableMinor: 13_309,
    });
    const [document] = await rows('documents');
    expect(document).toMatchObject({
      id: documentIdOf(file),
      due_date: '2026-04-01',
      payable_minor: 13_309,
      payment_reference: '+++090/9337/55493+++',
    });
    const [original] = await rows('document_files');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(original).toMatchObject({
      role: 'original',
      file_name: '2026-1.xml',
      media_type: 'application/xml',
      sha256,
    });
    expect(Buffer.from(await server.deps.files.get(sha256)).equals(bytes)).toBe(true);
  });

  test('without a due date is due on its issue date', async () => {
    await takeOne({ number: '2026-1', issueDate: '2026-03-05', dueDate: null });
    expect(await rows('documents')).toMatchObject([{ due_date: '2026-03-05' }]);
  });

  test('brings its buyer and the buyer’s contact along', async () => {
    await takeOne({ number: '2026-1' });
    expect(await rows('customers')).toMatchObject([
      { name: buyer.name, vat_number: 'BE0404616494', endpoint_scheme: '0208', audience: 'b2b' },
    ]);
    expect(await rows('contacts')).toMatchObject([{ email: 'jan@peeters.example', name: 'Jan Peeters' }]);
  });

  test('is told of in the report that is kept', async () => {
    const { importId } = await importFiles(server.deps, scope, 'command', [
      { fileName: 'a.xml', bytes: ublFile({ number: '2026-1' }) },
    ]);
    expect(await rows('imports')).toMatchObject([
      { id: importId, files_count: 1, imported_count: 1, report: { files: [{ fileName: 'a.xml' }] } },
    ]);
    expect(await rows('documents')).toMatchObject([{ import_id: importId }]);
  });
});

describe('the same again', () => {
  test('changes nothing, whether in one run, in two, or under another name', async () => {
    const file = { number: '2026-1' };
    const [first, second] = await take([file, { fileName: 'copy.xml', bytes: ublFile(file) }]);
    const third = await takeOne(file);
    expect([first, second, third].map((each) => each?.outcome)).toEqual(['imported', 'unchanged', 'unchanged']);
    expect(await rows('documents')).toHaveLength(1);
    expect(await rows('document_files')).toHaveLength(1);
  });

  test('changes nothing when only the bytes around the content differ', async () => {
    await takeOne({ number: '2026-1' });
    const bytes = new TextEncoder().encode(ublText({ number: '2026-1' }).replaceAll('\n', '\n\n'));
    expect(await takeOne({ fileName: 'reprinted.xml', bytes })).toMatchObject({ outcome: 'unchanged' });
  });

  test('at the same time makes one document and one customer', async () => {
    const runs = await Promise.all(Array.from({ length: 8 }, () => take([{ number: '2026-1' }, { number: '2026-2' }])));
    const outcomes = runs.flat().map((file) => file.outcome);
    expect(outcomes.filter((outcome) => outcome === 'imported')).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(14);
    expect(await rows('documents')).toHaveLength(2);
    expect(await rows('customers')).toHaveLength(1);
    expect(await rows('contacts')).toHaveLength(1);
  });

  test('under a number that is taken by other content is refused, with both amounts', async () => {
    await takeOne({ number: '2026-1' });
    const file = await takeOne({ number: '2026-1', lines: [{ netMinor: 20_000 }] });
    expect(file).toMatchObject({ outcome: 'refused', refusals: [{ rule: 'number_taken', element: 'cbc:ID' }] });
    expect(JSON.stringify(file)).toContain('€242.00');
    expect(JSON.stringify(file)).toContain('€121.00');
    expect(await rows('documents')).toMatchObject([{ payable_minor: 12_100 }]);
  });

  test('a credit note may have the number of an invoice', async () => {
    const files = await take([{ number: '1' }, { number: '1', kind: 'credit_note' }]);
    expect(files.map((file) => file.outcome)).toEqual(['imported', 'imported']);
  });

  test('of another merchant is another document', async () => {
    await takeOne({ number: '2026-1' });
    scope = await merchant();
    expect(await takeOne({ number: '2026-1' })).toMatchObject({ outcome: 'imported' });
  });
});

describe('the seller', () => {
  // Who has no VAT number may not name the buyer's either (BR-O-02).
  const consumer = { name: 'Jan', email: 'jan@home.example' };

  test.each([
    ['VAT number, however it is printed', { vat_number: 'be 0123.456.749' }, { name: 'X', vatNumber: 'BE0123456749' }],
    [
      'endpoint',
      { endpoint_scheme: '9925', endpoint_value: 'be0123456749' },
      { name: 'X', endpoint: { scheme: '9925', value: 'BE0123456749' }, registrationNumber: '7' },
    ],
    ['registration number', { registration_number: '0123.456.749' }, { name: 'X', registrationNumber: '0123456749' }],
  ])('is recognised by %s', async (_key, entity, party) => {
    const merchantId = await insertMerchant(server.db);
    scope = { merchantId };
    merchantsCount += 1;
    const entityId = await insertEntity(server.db, {
      merchant_id: merchantId,
      slug: `seller-${merchantsCount}`,
      ...entity,
    });
    const file = await takeOne({ number: '1', seller: party, buyer: consumer });
    expect(file).toMatchObject({ outcome: 'imported' });
    expect(await rows('documents')).toMatchObject([{ entity_id: entityId }]);
  });

  test('that is none of the entities is refused, saying what was looked for and what to do', async () => {
    const file = await takeOne({
      number: '1',
      seller: { name: 'Stranger', vatNumber: 'NL123456789B01', registrationNumber: '77' },
    });
    expect(file).toMatchObject({ outcome: 'refused', refusals: [{ rule: 'unknown_entity' }] });
    expect(JSON.stringify(file)).toMatch(/VAT number NL123456789B01 or registration number 77.*quittance entities add/);
    expect(await rows('customers')).toEqual([]);
  });

  test('of another merchant on this server is refused as unknown', async () => {
    const merchantId = await insertMerchant(server.db);
    scope = { merchantId };
    expect(await takeOne({ number: '1' })).toMatchObject({
      outcome: 'refused',
      refusals: [{ rule: 'unknown_entity' }],
    });
  });

  test('that two entities might be is refused', async () => {
    const merchantId = await insertMerchant(server.db);
    scope = { merchantId };
    for (const suffix of ['a', 'b'])
      await insertEntity(server.db, {
        merchant_id: merchantId,
        slug: `twin-${merchantsCount}-${suffix}`,
        registration_number: '77',
      });
    const file = await takeOne({ number: '1', seller: { name: 'Twin', registrationNumber: '77' }, buyer: consumer });
    expect(file).toMatchObject({ outcome: 'refused', refusals: [{ rule: 'ambiguous_entity' }] });
  });
});

describe('the buyer', () => {
  const address = JSON.stringify({ lines: [], city: null, postalCode: null, region: null, country: null });

  test('is found by VAT number although name and address differ, and keeps what a person entered', async () => {
    const customerId = await insertCustomer(server.db, {
      merchant_id: scope.merchantId,
      name: 'Peeters (HQ)',
      vat_number: 'BE0404616494',
      address,
    });
    const file = await takeOne({ number: '1', buyer: { ...buyer, vatNumber: 'BE 0404.616.494' } });
    expect(await rows('documents')).toMatchObject([{ customer_id: customerId }]);
    expect(await rows('customers')).toMatchObject([{ name: 'Peeters (HQ)', endpoint_value: '0404616494' }]);
    expect(JSON.stringify(file)).toContain('stays “Peeters (HQ)”');
  });

  test('is found by endpoint where it has no VAT number', async () => {
    const customerId = await insertCustomer(server.db, {
      merchant_id: scope.merchantId,
      name: buyer.name,
      endpoint_scheme: '0208',
      endpoint_value: '0404616494',
    });
    await takeOne({ number: '1' });
    expect(await rows('documents')).toMatchObject([{ customer_id: customerId }]);
    expect(await rows('customers')).toMatchObject([{ vat_number: 'BE0404616494' }]);
  });

  test('with another VAT number is another customer, although endpoint, name and e-mail are the same', async () => {
    await take([{ number: '1' }, { number: '2', buyer: { ...buyer, vatNumber: 'BE0999999922' } }]);
    const [first, second] = await rows('documents');
    expect(first).not.toMatchObject({ customer_id: Reflect.get(second ?? {}, 'customer_id') });
    expect(await rows('customers')).toMatchObject([
      { vat_number: 'BE0404616494' },
      { vat_number: 'BE0999999922', endpoint_value: null },
    ]);
  });

  test('without numbers is found by name and e-mail, and is a consumer when new', async () => {
    const jan = { name: 'Jan  Peeters', email: 'Jan@home.example' };
    await take([
      { number: '1', buyer: jan },
      { number: '2', buyer: { name: 'jan peeters', email: 'jan@home.example' } },
    ]);
    expect(await rows('customers')).toMatchObject([{ name: 'Jan Peeters', audience: 'b2c' }]);
    expect(await rows('contacts')).toMatchObject([{ email: 'jan@home.example' }]);
  });

  test('of the same name with another e-mail is another customer', async () => {
    await take([
      { number: '1', buyer: { name: 'Jan', email: 'a@x.example' } },
      { number: '2', buyer: { name: 'Jan', email: 'b@x.example' } },
    ]);
    expect(await rows('customers')).toHaveLength(2);
  });

  test('of whom the file says nothing but name and address is found by both', async () => {
    const files = await take([
      { number: '1', buyer: { name: 'Jan' } },
      { number: '2', buyer: { name: 'Jan' } },
    ]);
    expect(await rows('customers')).toHaveLength(1);
    expect(await rows('contacts')).toEqual([]);
    expect(JSON.stringify(files[0])).toContain('names no e-mail address');
  });

  test('is reached at its endpoint when that is an e-mail address', async () => {
    await takeOne({ number: '1', buyer: { name: 'Jan', endpoint: { scheme: 'EM', value: 'Bills@x.example' } } });
    expect(await rows('contacts')).toMatchObject([{ email: 'bills@x.example' }]);
  });

  test.each(['n/a', 'a@b', 'a@x.example\r\nBcc: e@evil.example', 'a@x.example, b@x.example'])(
    'gets no contact from %j',
    async (email) => {
      const file = await takeOne({ number: '1', buyer: { name: 'Jan', email } });
      expect(file).toMatchObject({ outcome: 'imported' });
      expect(await rows('contacts')).toEqual([]);
    },
  );

  test('that has a contact gets no other one from a file, and the report says so', async () => {
    await takeOne({ number: '1' });
    const file = await takeOne({ number: '2', buyer: { ...buyer, email: 'slip@elsewhere.example' } });
    expect(file).toMatchObject({ outcome: 'imported', notes: [expect.stringContaining('slip@elsewhere.example')] });
    expect(await rows('contacts')).toMatchObject([{ email: 'jan@peeters.example' }]);
  });

  test('keeps a contact that was disabled disabled', async () => {
    const customerId = await insertCustomer(server.db, { merchant_id: scope.merchantId, vat_number: 'BE0404616494' });
    const disabled_at = new Date('2026-01-01T00:00:00Z');
    await insertContact(server.db, {
      merchant_id: scope.merchantId,
      customer_id: customerId,
      email: 'jan@peeters.example',
      disabled_at,
    });
    await takeOne({ number: '1' });
    expect(await rows('contacts')).toMatchObject([{ disabled_at }]);
  });
});

describe('files inside the file', () => {
  const pdf = new TextEncoder().encode('%PDF-1.7\n%%EOF\n');

  test('a PDF becomes the document’s PDF, the rest are attachments under safe names', async () => {
    await takeOne({
      number: 'A-1',
      attachments: [
        { fileName: '../../etc/passwd.csv', mediaType: 'text/csv', bytes: Buffer.from('a;b') },
        { fileName: 'terms.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.4 terms') },
        { fileName: 'Invoice A-1.pdf', mediaType: 'application/pdf', bytes: pdf },
      ],
    });
    const files = (await rows('document_files')).map((row) => ('role' in row ? `${row.role} ${row.file_name}` : ''));
    expect(files.toSorted()).toEqual([
      'attachment passwd.csv',
      'attachment terms.pdf',
      'original A-1.xml',
      'pdf Invoice A-1.pdf',
    ]);
  });

  test('what only says that it is a PDF is kept as bytes of no type, and noted', async () => {
    const file = await takeOne({
      number: '1',
      attachments: [{ fileName: 'a.pdf', mediaType: 'application/pdf', bytes: Buffer.from('<html>') }],
    });
    expect(await rows('document_files')).toMatchObject([
      { role: 'original' },
      { role: 'attachment', media_type: 'application/octet-stream' },
    ]);
    expect(JSON.stringify(file)).toContain('PDF');
  });

  test('of one name get names of their own', async () => {
    const twice = { fileName: 'a.csv', mediaType: 'text/csv' };
    await takeOne({
      number: '1',
      attachments: [
        { ...twice, bytes: Buffer.from('1') },
        { ...twice, bytes: Buffer.from('2') },
      ],
    });
    const names = (await rows('document_files')).map((row) => ('file_name' in row ? row.file_name : ''));
    expect(names.toSorted()).toEqual(['1.xml', 'a-2.csv', 'a.csv']);
  });
});

describe('a credit note', () => {
  const creditNote = (number: string, precedingInvoices: string[]): UblInput => ({
    kind: 'credit_note',
    number,
    issueDate: '2026-03-10',
    lines: [{ netMinor: 5_000 }],
    precedingInvoices,
  });
  const allocated = async () =>
    (
      await server.db
        .selectFrom('allocations')
        .select('amount_minor')
        .where('merchant_id', '=', scope.merchantId)
        .execute()
    ).map((row) => row.amount_minor);

  test('lowers the invoice it names, whichever comes first', async () => {
    const [, note] = await take([{ number: '1' }, creditNote('C1', ['1']), creditNote('C2', ['2'])]);
    expect(note).toMatchObject({ outcome: 'imported', notes: [] });
    expect(await allocated()).toEqual([6_050]);
    await take([{ number: '2' }]);
    expect(await allocated()).toEqual([6_050, 6_050]);
  });

  test('says which of its invoices is not there', async () => {
    const file = await takeOne(creditNote('C1', ['404']));
    expect(JSON.stringify(file)).toContain('credits invoice 404');
  });

  test('never touches an invoice of another customer', async () => {
    await take([{ number: '1', buyer: { name: 'Jan', email: 'jan@home.example' } }, creditNote('C1', ['1'])]);
    expect(await allocated()).toEqual([]);
  });
});

describe('a file that is refused', () => {
  test.each([
    ['is empty', ''],
    ['is a PDF', '%PDF-1.7\n'],
    ['is a ZIP archive', 'PK\u0003\u0004rest'],
    ['looks like JSON', '{"invoice": 1}'],
    ['is not XML', 'Invoice 2026-1, 121 EUR'],
    [
      'Cross Industry Invoice',
      '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>',
    ],
    ['DOCTYPE', '<!DOCTYPE lolz [<!ENTITY lol "lol">]><Invoice>&lol;</Invoice>'],
  ])('says that it %s', async (what, text) => {
    const file = await takeOne({ fileName: 'f', bytes: Buffer.from(text, 'latin1') });
    expect(file).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(file)).toContain(what);
  });

  test('leaves nothing, and the others of its batch are imported', async () => {
    const wrongTotal = ublText({ number: 'bad', buyer: { name: 'Nobody' } }).replace(
      '>121.00</cbc:PayableAmount>',
      '>120.00</cbc:PayableAmount>',
    );
    const files = await take([
      { number: '1' },
      { fileName: 'bad.xml', bytes: Buffer.from(wrongTotal) },
      { number: '2' },
    ]);
    expect(files.map((file) => file.outcome)).toEqual(['imported', 'refused', 'imported']);
    expect(JSON.stringify(files[1])).toContain('BR-CO-16');
    expect(await rows('documents')).toHaveLength(2);
    expect(await rows('customers')).toHaveLength(1);
    expect(await rows('imports')).toMatchObject([{ files_count: 3, imported_count: 2, refused_count: 1 }]);
  });
});

describe('a batch with hostile files (T45)', () => {
  const laughs =
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><Invoice>&c;</Invoice>';
  const hostile = {
    'laughs.xml': laughs,
    'outside.xml': '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>',
    'twice.xml': `<!DOCTYPE a>${laughs}`,
    'deep.xml': '<a>'.repeat(100_000),
    'references.xml': `<Invoice>${'&#65;'.repeat(1_000_000)}</Invoice>`,
    'wide.xml': `<Invoice>${'<a/>'.repeat(200_000)}</Invoice>`,
    'cut.xml': ublText({ number: 'cut' }).slice(0, 1500),
    'zeros.xml': '\0'.repeat(1000),
  };

  test('refuses each of them and imports what is honest before, between and after', async () => {
    const files = Object.entries(hostile).map(([fileName, text]) => ({ fileName, bytes: Buffer.from(text) }));
    const outcomes = await take([
      { number: '1' },
      ...files.slice(0, 4),
      { number: '2' },
      ...files.slice(4),
      { number: '3' },
    ]);
    expect(outcomes.filter((file) => file.outcome === 'refused').map((file) => file.fileName)).toEqual(
      Object.keys(hostile),
    );
    expect((await rows('documents')).map((row) => ('number' in row ? row.number : ''))).toEqual(['1', '2', '3']);
    expect(JSON.stringify(outcomes)).not.toContain('root:');
  });

  test('keeps what a name says off the disk, the header and the next name', async () => {
    const file = await takeOne({ fileName: '../../../etc/cron.d/x\r\nX: y', bytes: ublFile({ number: '../../x' }) });
    expect(file).toMatchObject({ outcome: 'imported' });
    expect(await rows('document_files')).toMatchObject([{ file_name: 'x X_ y' }]);
  });
});

describe('a run that breaks off', () => {
  test('leaves the files before it whole and of the file it was at nothing; done again it ends well', async () => {
    let puts = 0;
    const full: Deps = {
      ...server.deps,
      files: {
        ...server.deps.files,
        put: async (bytes) => {
          puts += 1;
          if (puts > 1) throw new Error('no space left on device');
          return server.deps.files.put(bytes);
        },
      },
    };
    const files = [
      { number: '1' },
      { number: '2', buyer: { name: 'Second', email: 'second@x.example' } },
      { number: '3' },
    ];
    await expect(take(files, full)).rejects.toThrow('no space left');
    expect(await rows('documents')).toMatchObject([{ number: '1', import_id: null }]);
    expect(await rows('customers')).toMatchObject([{ name: buyer.name }]);
    expect(await rows('document_files')).toHaveLength(1);
    expect((await take(files)).map((file) => file.outcome)).toEqual(['unchanged', 'imported', 'imported']);
  });
});
