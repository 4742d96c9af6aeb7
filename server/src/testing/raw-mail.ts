/** A part of a raw message: its headers and its content. */
export type RawPart = { headers: Record<string, string>; content: string };

type RawMail = { headers?: Record<string, string>; text?: string; html?: string; parts?: readonly RawPart[] };

let count = 0;

/** A message as a mail program sends it; each one new, unless it is given a Message-ID. */
export function rawMail({ headers = {}, text, html, parts = [] }: RawMail): string {
  count += 1;
  const head = {
    From: 'Somebody <somebody@elsewhere.example>',
    Subject: 'Re: New message',
    'Message-ID': `<${count}@elsewhere.example>`,
    'MIME-Version': '1.0',
  };
  const bodies = [
    ...(text === undefined ? [] : [{ headers: { 'Content-Type': 'text/plain; charset=utf-8' }, content: text }]),
    ...(html === undefined ? [] : [{ headers: { 'Content-Type': 'text/html; charset=utf-8' }, content: html }]),
    ...parts,
  ];
  const [only] = bodies;
  if (bodies.length === 1 && only) return lines({ ...head, ...only.headers, ...headers }, only.content);
  const whole = { ...head, 'Content-Type': 'multipart/mixed; boundary="part"', ...headers };
  const content = bodies.map((part) => `--part\r\n${lines(part.headers, part.content)}\r\n`).join('');
  return lines(whole, `${content}--part--`);
}

export function attachment(fileName: string, bytes: Uint8Array, more: Record<string, string> = {}): RawPart {
  return {
    headers: {
      'Content-Type': `application/octet-stream; name="${fileName}"`,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Content-Transfer-Encoding': 'base64',
      ...more,
    },
    content: Buffer.from(bytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
  };
}

function lines(headers: Record<string, string>, content: string): string {
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${head.join('')}\r\n${content.replaceAll(/\r?\n/g, '\r\n')}`;
}
