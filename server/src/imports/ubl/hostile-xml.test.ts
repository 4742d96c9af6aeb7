import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { expect, test } from 'vitest';
import { readUbl } from './read-ubl.ts';

const invoice = readFileSync(new URL('./fixtures/invoice.xml', import.meta.url), 'utf8');
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const body = invoice.slice(declaration.length);

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

function rulesOf(bytes: Uint8Array): string[] {
  const reading = readUbl(bytes);
  return reading.ok ? ['read'] : reading.refusals.map(({ rule }) => rule);
}

test.each([
  ['entities that multiply', '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'],
  ['an entity from outside', '<!DOCTYPE a [<!ENTITY a SYSTEM "http://127.0.0.1:1/canary">]>'],
  ['a file of the server', '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
  ['a definition from outside', '<!DOCTYPE a PUBLIC "-//x" "http://127.0.0.1:1/canary">'],
  ['two of them', '<!DOCTYPE a><!DOCTYPE a [<!ENTITY a "a">]>'],
  ['one after comments and instructions', '<!-- <!x> --><?x <a> ?>\n<!-- -->\n<!DOCTYPE a>'],
  ['one in small letters', '<!doctype a>'],
])('a DOCTYPE is refused unread: %s', (_name, doctype) => {
  expect(rulesOf(utf8(`${declaration}${doctype}${body}`))).toEqual(['XML']);
});

test('nothing that a file points to is fetched', async () => {
  let calls = 0;
  const canary = createServer((_request, response) => {
    calls += 1;
    response.end('<a/>');
  });
  await once(canary.listen(0, '127.0.0.1'), 'listening');
  const address = canary.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/canary`;
  const pointing = body
    .replace('<Invoice', `<?xml-stylesheet href="${url}"?><Invoice`)
    .replace('<Invoice', `<Invoice xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a ${url}"`)
    .replace('<cbc:ProfileID>', `<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="${url}"/><cbc:ProfileID>`)
    .replace(
      '</cac:Attachment>',
      `<cac:ExternalReference><cbc:URI>${url}</cbc:URI></cac:ExternalReference></cac:Attachment>`,
    );
  expect(rulesOf(utf8(declaration + pointing))).toEqual(['read']);
  expect(
    rulesOf(utf8(`${declaration}<!DOCTYPE a SYSTEM "${url}" [<!ENTITY % b SYSTEM "${url}"> %b;]>${body}`)),
  ).toEqual(['XML']);
  const [response] = await once(get(url, { agent: false }), 'response');
  await once(response.resume(), 'end');
  expect(calls).toBe(1);
  await new Promise((resolve) => canary.close(resolve));
});

test('a DOCTYPE in a comment or a note is only text', () => {
  const commented = body
    .replace('<cbc:ID>', '<!-- <!DOCTYPE a> --><cbc:ID>')
    .replace('Thank you', '<![CDATA[<!DOCTYPE a>]]>Thank you');
  expect(rulesOf(utf8(`${declaration}<!-- <!DOCTYPE a> -->${commented}`))).toEqual(['read']);
});

test.each([
  ['an entity of its own', invoice.replace('Thank you', '&canary;')],
  ['the name of a method as an entity', invoice.replace('Thank you', '&constructor;')],
  ['a character that XML has not', invoice.replace('Thank you', '&#0;')],
  ['a number beyond Unicode', invoice.replace('Thank you', '&#x110000;')],
  ['a NUL', invoice.replace('Thank you', 'Thank\0you')],
  ['an element left open', invoice.replace('</cbc:ProfileID>', '')],
  ['half a file', invoice.slice(0, invoice.length / 2)],
  ['two roots', invoice + body],
  ['text after the end', `${invoice} and more`],
  ['a prefix without a namespace', invoice.replace('<cbc:ProfileID>', '<x:y/><cbc:ProfileID>')],
  ['an attribute twice', invoice.replace('unitCode="HUR"', 'unitCode="HUR" unitCode="HUR"')],
  ['an empty file', ''],
  ['white space', ' \n\n '],
  ['a PDF', '%PDF-1.7 invoice'],
  ['JSON', '{"invoice":1}'],
])('what is not well-formed is refused as XML: %s', (_name, text) => {
  expect(rulesOf(utf8(text))).toEqual(['XML']);
});

test('a syntax error is told with its line', () => {
  const reading = readUbl(utf8(invoice.replace('</cbc:ProfileID>', '')));
  expect(!reading.ok && reading.refusals[0]?.element).toMatch(/^line \d+, column \d+$/);
});

test('every encoding that is accepted reads the same', () => {
  const expected = readUbl(utf8(invoice));
  expect(expected).toMatchObject({ ok: true, document: { buyer: { name: 'Räder & Söhne GmbH' } } });
  const sixteen = invoice.replace('UTF-8', 'UTF-16');
  const files = [
    utf8(`\uFEFF${invoice}`),
    utf16(sixteen),
    utf16(sixteen).slice(2),
    new Uint8Array(Buffer.from(utf16(sixteen)).swap16()),
    latin1(invoice.replace('UTF-8', 'ISO-8859-1')),
  ];
  for (const file of files) expect(readUbl(file)).toEqual(expected);
});

test.each([
  ['Latin letters called UTF-8', latin1(invoice)],
  ['UTF-8 called UTF-16', utf8(invoice.replace('UTF-8', 'UTF-16'))],
  ['UTF-7', utf8(invoice.replace('UTF-8', 'UTF-7'))],
  ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])],
  ['half a character', utf8(invoice).slice(0, invoice.indexOf('ä') + 1)],
])('an encoding that is not what it says is refused: %s', (_name, bytes) => {
  expect(rulesOf(bytes)).toEqual(['XML']);
});

test.each([
  ['a million numeric references', invoice.replace('Thank you', '&#65;'.repeat(1_000_000))],
  ['elements a thousand deep', invoice.replace('<cbc:ID>', `${'<cac:Party>'.repeat(1000)}<cbc:ID>`)],
  ['a hundred thousand elements', invoice.replace('<cbc:ID>', `${'<cac:X/>'.repeat(100_001)}<cbc:ID>`)],
  [
    'a hundred thousand attributes',
    invoice.replace('<cbc:ID>', `<cbc:ID ${Array.from({ length: 100_001 }, (_, index) => `a${index}=""`).join(' ')}>`),
  ],
  ['six megabytes of text', invoice.replace('Thank you', 'x'.repeat(6 * 1024 * 1024))],
  ['six megabytes of white space', invoice.replace('<cbc:ID>', `${' '.repeat(6 * 1024 * 1024)}<cbc:ID>`)],
  ['six megabytes in a comment', invoice.replace('<cbc:ID>', `<!--${' '.repeat(6 * 1024 * 1024)}--><cbc:ID>`)],
  ['more attachments than fit', invoice.replace('JVBERi0', 'AAAA'.repeat(5.5 * 1024 * 1024))],
])('a limit refuses %s', (_name, text) => {
  expect(rulesOf(utf8(text))).toEqual(['LIMIT']);
});

test('an attachment may be larger than the invoice around it may', () => {
  expect(rulesOf(utf8(invoice.replace('JVBERi0', `JVBERi0x${'AAAA'.repeat(2 * 1024 * 1024)}JVBERi0`)))).toEqual([
    'read',
  ]);
});

test('a report stays short, however often one rule is broken', () => {
  const line = /<cac:InvoiceLine>[^]*?<\/cac:InvoiceLine>/.exec(invoice)?.[0] ?? '';
  const reading = readUbl(utf8(invoice.replace(line, line.replace('C62', '??').repeat(500))));
  const refusals = reading.ok ? [] : reading.refusals.filter(({ rule }) => rule === 'BR-CL-23');
  expect(refusals).toHaveLength(51);
  expect(refusals.at(-1)?.message).toContain('450 more');
});

test('another kind of document is named and refused', () => {
  const cii = '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"/>';
  const reading = readUbl(utf8(cii));
  expect(!reading.ok && reading.refusals).toMatchObject([
    { rule: 'UBL', message: expect.stringContaining('Cross Industry Invoice') },
  ]);
  expect(rulesOf(utf8('<Invoice><cbc/></Invoice>'))).toEqual(['UBL']);
});
