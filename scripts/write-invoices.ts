import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ublFile } from '../server/src/testing/ubl.ts';

// node scripts/write-invoices.ts <folder> <count>
const [folder = 'invoices', count = '1000'] = process.argv.slice(2);

/** Invoices of 1 to 20 lines for 100 customers; every fifth carries a PDF of 100 kB, every tenth is a credit note. */
await mkdir(folder);
const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(100_000, 'x')]);
for (let at = 0; at < Number(count); at += 1) {
  const number = `2026-${String(at).padStart(6, '0')}`;
  const customer = at % 100;
  const bytes = ublFile({
    kind: at % 10 === 9 ? 'credit_note' : 'invoice',
    number,
    buyer: { name: `Customer ${customer}`, vatNumber: `BE0${400_000_000 + customer}`, email: `c${customer}@x.example` },
    lines: Array.from({ length: (at % 20) + 1 }, (_, line) => ({ name: `Work ${line}`, netMinor: 1000 + at + line })),
    precedingInvoices: at % 10 === 9 && at >= 100 ? [`2026-${String(at - 101).padStart(6, '0')}`] : [],
    attachments:
      at % 5 === 0
        ? [
            {
              fileName: `${number}.pdf`,
              mediaType: 'application/pdf',
              bytes: Buffer.concat([pdf, Buffer.from(number)]),
            },
          ]
        : [],
  });
  await writeFile(join(folder, `${number}.xml`), bytes);
}
