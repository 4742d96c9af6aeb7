import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { commentSchema, type Comment } from '@quittance/shared/comment.ts';
import { apiCommentSchema, type ApiComment } from '@quittance/shared/merchant-api/comment.ts';
import { problemOf, testApp, url, type TestApp } from '../testing.ts';
import { openApiCaller, type ApiCaller } from '../testing/api-caller.ts';
import { openSpeaker, type TestSpeaker } from '../testing/conversing.ts';
import {
  insertContact,
  insertDocument,
  insertMerchant,
  insertTwoCompanies,
  type Company,
} from '../testing/fixtures.ts';
import { bombPng, photo, pictureOf } from '../testing/pictures.ts';
import { acceptWhatMayCome } from './accept-files.ts';

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');
const asFile = (name: string, bytes: Uint8Array | string, type = 'application/octet-stream') =>
  new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name, { type });

describe('files in a conversation', () => {
  let server: TestApp;
  let api: ApiCaller;
  let a: Company;
  let b: Company;
  let asker: TestSpeaker;
  beforeAll(async () => {
    server = await testApp();
    ({ a, b } = await insertTwoCompanies(server.db));
    api = await openApiCaller(server, a.merchantId);
    asker = await openSpeaker(server, a);
  });
  afterAll(() => server.close());

  /** Nobody runs out of comments between the tests. */
  const fresh = async (email: string) =>
    openSpeaker(server, {
      merchantId: a.merchantId,
      contactId: await insertContact(server.db, { merchant_id: a.merchantId, customer_id: a.customerId, email }),
    });
  const invoice = (number: string) =>
    insertDocument(server.db, {
      merchant_id: a.merchantId,
      entity_id: a.entityId,
      customer_id: a.customerId,
      number,
    });
  const sendFiles = async (id: string, files: File[], text = ''): Promise<Comment> => {
    const answer = await asker.send(id, { text }, files);
    expect(answer.status, await answer.clone().text()).toBe(201);
    return commentSchema.parse(await answer.json());
  };
  const fetchFile = async (documentId: string, comment: Comment, by = asker, at = 0) =>
    by.get(`/api/documents/${documentId}/comment-files/${comment.files[at]?.id}`);

  test('of a mail that are left out take no room from the others', async () => {
    const mebibyte = 1024 * 1024;
    const pdfOf = (fileName: string, mebibytes: number) => ({
      fileName,
      bytes: Buffer.concat([pdf, Buffer.alloc(mebibytes * mebibyte - pdf.length)]),
    });
    const files = [pdfOf('too large.pdf', 11), pdfOf('one.pdf', 10), pdfOf('other.pdf', 10), pdfOf('third.pdf', 1)];
    const { accepted, leftOut } = await acceptWhatMayCome(server.deps, files);
    expect(accepted.map(({ fileName }) => fileName)).toEqual(['one.pdf', 'other.pdf']);
    expect(leftOut).toEqual(['too large.pdf', 'third.pdf']);
  });

  test('come with a comment, or alone, and go both ways', async () => {
    const id = await invoice('F-1');
    const sent = await sendFiles(id, [asFile('delivery note.pdf', pdf), asFile('lines.csv', 'a;b\n1;2\n')]);
    expect(sent.text).toBe('');
    expect(sent.files.map(({ fileName, mediaType, sizeBytes }) => [fileName, mediaType, sizeBytes])).toEqual([
      ['delivery note.pdf', 'application/pdf', pdf.length],
      ['lines.csv', 'text/csv', 8],
    ]);
    const form = new FormData();
    form.append('text', 'Signed');
    form.append('authorName', 'Els');
    form.append('file', asFile('signed.pdf', pdf));
    const { status, body } = await api('POST', `/v1/invoices/${id}/comments`, { body: form });
    expect(status).toBe(201);
    const answered: ApiComment = apiCommentSchema.parse(body);
    const thread = await asker.thread(id);
    expect(thread.comments.map(({ files }) => files.map(({ fileName }) => fileName))).toEqual([
      ['delivery note.pdf', 'lines.csv'],
      ['signed.pdf'],
    ]);
    const read = await asker.get(`/api/documents/${id}/comment-files/${answered.files[0]?.id}`);
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(new Uint8Array(pdf));
    const own = await api('GET', `/v1/comments/${sent.id}/files/${sent.files[0]?.id}`);
    expect([own.status, own.body]).toEqual([200, new Uint8Array(pdf)]);
  });

  test('are saved and never shown, except for pictures of our own making', async () => {
    const id = await invoice('F-2');
    const sent = await sendFiles(id, [asFile('a"\r\nX-Evil: 1.pdf', pdf), asFile('p.jpg', await photo())]);
    const saved = await fetchFile(id, sent);
    expect(saved.headers.get('Content-Disposition')).toMatch(
      /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[^"\r\n]+$/,
    );
    const shown = await fetchFile(id, sent, asker, 1);
    expect(shown.headers.get('Content-Disposition')).toMatch(/^inline; /);
    for (const answer of [saved, shown]) {
      expect(answer.headers.get('X-Evil')).toBeNull();
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'none'; sandbox");
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('same-origin');
    }
  });

  test('are read by colleagues; to others, by a link or with an internal note, they are not there', async () => {
    const id = await invoice('F-3');
    const sent = await sendFiles(id, [asFile('ours.pdf', pdf)]);
    const colleague = await openSpeaker(server, { merchantId: a.merchantId, contactId: a.colleagueId });
    expect((await fetchFile(id, sent, colleague)).status).toBe(200);
    const stranger = await openSpeaker(server, b);
    const path = (documentId: string, fileId = sent.files[0]?.id) =>
      `/api/documents/${documentId}/comment-files/${fileId}`;
    expect((await stranger.get(path(id))).status).toBe(404);
    expect((await stranger.get(path(b.invoiceId))).status).toBe(404);
    expect((await asker.get(path(a.invoiceId))).status).toBe(404);
    expect((await server.app.request(url(path(id)))).status).toBe(401);
    const form = new FormData();
    for (const [name, value] of Object.entries({ text: 'Between us', authorName: 'Els', isInternal: 'true' }))
      form.append(name, value);
    form.append('file', asFile('between us.pdf', pdf));
    const { body } = await api('POST', `/v1/invoices/${id}/comments`, { body: form });
    const note = apiCommentSchema.parse(body);
    expect(note.isInternal).toBe(true);
    expect((await api('GET', `/v1/comments/${note.id}/files/${note.files[0]?.id}`)).status).toBe(200);
    expect((await asker.get(path(id, note.files[0]?.id))).status).toBe(404);
    expect(JSON.stringify(await asker.thread(id))).not.toContain('between us');
    const elsewhere = await openApiCaller(server, await insertMerchant(server.db));
    expect((await elsewhere('GET', `/v1/comments/${sent.id}/files/${sent.files[0]?.id}`)).status).toBe(404);
  });

  test('T47: pictures keep their pixels and nothing else: no place, no hidden page, upright', async () => {
    const id = await invoice('F-4');
    const taken = await photo({ canary: 'GPS-canary <?php evil() ?>', orientation: 6 });
    expect(taken.includes('GPS-canary')).toBe(true);
    const polyglot = Buffer.concat([taken, Buffer.from('<script>alert(1)</script>PK\x03\x04')]);
    const sent = await sendFiles(id, [asFile('photo.jpg', polyglot)]);
    const kept = Buffer.from(await (await fetchFile(id, sent)).arrayBuffer());
    expect(kept.includes('canary')).toBe(false);
    expect(kept.includes('<script>')).toBe(false);
    const { format, width, height, exif, orientation } = await sharp(kept).metadata();
    expect({ format, width, height, exif, orientation }).toEqual({
      format: 'jpeg',
      width: 40,
      height: 60,
      exif: undefined,
      orientation: undefined,
    });
  });

  test.each(['png', 'webp'] as const)('T47: a %s stays one, anew', async (format) => {
    const id = await invoice(`F-5-${format}`);
    const sent = await sendFiles(id, [
      asFile(`p.${format}`, Buffer.concat([await pictureOf(format), Buffer.from('tail-canary')])),
    ]);
    const kept = Buffer.from(await (await fetchFile(id, sent)).arrayBuffer());
    expect((await sharp(kept).metadata()).format).toBe(format);
    expect(kept.includes('tail-canary')).toBe(false);
  });

  test('are called what they are, whatever their name and type claim', async () => {
    const id = await invoice('F-6');
    const names = [
      asFile('../../.env', pdf),
      asFile('invoice.pdf.exe', pdf, 'text/html'),
      asFile('\u202efdp.jpg', await photo()),
    ];
    const sent = await sendFiles(id, names);
    expect(sent.files.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([
      ['env.pdf', 'application/pdf'],
      ['invoice.pdf.exe.pdf', 'application/pdf'],
      ['fdp.jpg', 'image/jpeg'],
    ]);
  });

  test.each([
    ['SVG (T46)', 'logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 422],
    ['SVG called PNG', 'logo.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', 422],
    ['HTML', 'page.html', '<script>alert(1)</script>', 422],
    ['HTML called PDF', 'page.pdf', '<html>%PDF-1.7', 422],
    ['a program', 'setup.exe', 'MZ\x90\x00\x03', 422],
    ['a program called text', 'notes.txt', 'MZ\x90\x00\x03', 422],
    ['an archive', 'all.zip', 'PK\x03\x04 whatever', 422],
    ['an archive called xlsx', 'all.xlsx', 'PK\x03\x04 whatever', 422],
    ['macros', 'sheet.xlsx', 'PK\x03\x04 [Content_Types].xml xl/workbook.xml xl/vbaProject.bin', 422],
    ['nothing', 'empty.pdf', '', 422],
    ['what only begins as a picture', 'photo.jpg', '\xff\xd8\xff nothing more', 422],
    ['too large a file', 'large.pdf', `%PDF-1.7${'x'.repeat(10 * 1024 * 1024)}`, 413],
  ])('of the wrong kind are refused by name: %s', async (what, name, content, status) => {
    const id = await invoice(`F-7 ${what}`);
    const speaker = await fresh(`${name}.${what.length}@a.example`);
    const refused = await speaker.send(id, { text: 'With a file' }, [
      asFile('good.pdf', pdf),
      asFile(name, Buffer.from(content, 'latin1')),
    ]);
    const problem = await problemOf(refused);
    expect([refused.status, problem.code, problem.issues?.[0]?.path]).toEqual([
      status,
      'file_not_accepted',
      'body.file.1',
    ]);
    expect(problem.detail).toContain(name);
    expect((await asker.thread(id)).comments).toEqual([]);
  });

  test('T47: a picture of 50,000 by 50,000 pixels is refused before anything is drawn', async () => {
    const id = await invoice('F-8');
    const refused = await asker.send(id, { text: '' }, [asFile('bomb.png', bombPng(50_000, 50_000))]);
    const problem = await problemOf(refused);
    expect([refused.status, problem.code, problem.detail]).toEqual([
      413,
      'file_not_accepted',
      'body.file.0: bomb.png is a picture of more than 25 megapixels',
    ]);
  });

  test('office documents are told apart by what lies in them', async () => {
    const id = await invoice('F-9');
    const office = (...names: string[]) => Buffer.from(`PK\x03\x04${'.'.repeat(26)}${names.join(' ')}`, 'latin1');
    const sent = await sendFiles(id, [
      asFile('a.xlsx', office('[Content_Types].xml', 'xl/workbook.xml')),
      asFile('b.docx', office('[Content_Types].xml', 'word/document.xml')),
      asFile('c.ods', office('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')),
      asFile('d.txt', 'Größe'),
    ]);
    expect(sent.files.map(({ mediaType }) => mediaType.split('.').at(-1))).toEqual([
      'sheet',
      'document',
      'spreadsheet',
      'text/plain',
    ]);
  });

  test('more than five, or more than the whole may weigh, is refused and nothing is kept', async () => {
    const id = await invoice('F-10');
    const six = await asker.send(
      id,
      { text: 'x' },
      Array.from({ length: 6 }, (_, at) => asFile(`${at}.pdf`, pdf)),
    );
    expect([six.status, (await problemOf(six)).code]).toEqual([422, 'invalid_request']);
    const heavy = asFile('heavy.pdf', `%PDF-${'x'.repeat(7 * 1024 * 1024)}`);
    const much = await asker.send(id, { text: 'x' }, [heavy, heavy, heavy]);
    expect([much.status, (await problemOf(much)).code]).toEqual([413, 'payload_too_large']);
    expect((await asker.thread(id)).comments).toEqual([]);
  });

  test('T47: a picture that weighs more than a file may once it is drawn anew is refused, and not stored', async () => {
    const id = await invoice('F-20');
    const { pictures, files } = server.deps;
    let storedCount = 0;
    server.deps.pictures = { ...pictures, redraw: async () => ({ picture: new Uint8Array(10 * 1024 * 1024 + 1) }) };
    server.deps.files = {
      ...files,
      put: async (bytes) => {
        storedCount += 1;
        return files.put(bytes);
      },
    };
    const noise = asFile('noise.png', Buffer.from('89504e470d0a1a0a', 'hex'));
    const refused = await asker.send(id, { text: 'x' }, [noise]);
    Object.assign(server.deps, { pictures, files });
    expect([refused.status, (await problemOf(refused)).code, storedCount]).toEqual([413, 'file_not_accepted', 0]);
  });

  test('T62: one contact sends 50 MiB a day, then no more, and its colleague goes on', async () => {
    const id = await invoice('F-11');
    const one = await fresh('heavy@a.example');
    const other = await fresh('light@a.example');
    const large = asFile('large.pdf', `%PDF-${'x'.repeat(10 * 1024 * 1024 - 5)}`);
    for (let time = 1; time <= 5; time += 1) expect((await one.send(id, { text: 'x' }, [large])).status).toBe(201);
    const refused = await one.send(id, { text: 'x' }, [asFile('small.pdf', pdf)]);
    expect([refused.status, (await problemOf(refused)).code]).toEqual([429, 'too_many_files']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(80_000);
    expect((await one.send(id, { text: 'Words still go' })).status).toBe(201);
    expect((await other.send(id, { text: 'x' }, [asFile('small.pdf', pdf)])).status).toBe(201);
  });

  test('sent again under one key are kept once', async () => {
    const id = await invoice('F-12');
    const comment = { text: 'Once', key: crypto.randomUUID() };
    for (let time = 1; time <= 2; time += 1)
      expect((await asker.send(id, comment, [asFile('once.pdf', pdf)])).status).toBe(201);
    const { comments } = await asker.thread(id);
    expect(comments.map(({ files }) => files.length)).toEqual([1]);
    const form = () => {
      const fields = new FormData();
      fields.append('text', 'Answer');
      fields.append('authorName', 'Els');
      fields.append('file', asFile('once.pdf', pdf));
      return fields;
    };
    const headers = { 'Idempotency-Key': 'files-1' };
    const first = await api('POST', `/v1/invoices/${id}/comments`, { body: form(), headers });
    const again = await api('POST', `/v1/invoices/${id}/comments`, { body: form(), headers });
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
  });
});
