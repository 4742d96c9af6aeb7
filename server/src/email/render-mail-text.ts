import type { MailBlock, MailFrame, MailMessage, TextPart } from './mail-message.ts';

/** The plain text part: everything that the HTML says, with its links written out. */
export function renderMailText(message: MailMessage, frame: MailFrame): string {
  const footer = ['-- ', ...(frame.questions ? [frame.questions, ''] : []), ...frame.imprint].join('\n');
  return `${[...message.blocks.map(blockText), footer].join('\n\n')}\n`;
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'amount':
      return [`${block.label}: ${block.amount}`, block.note, block.detail].filter(Boolean).join('\n');
    case 'paragraph':
      return block.parts.map(partText).join('');
    case 'button':
      return `${block.text}:\n${block.url}`;
    case 'code':
      return `    ${block.code}`;
    case 'facts':
      return block.rows.map(({ label, value, url }) => `${label}: ${value}${url ? `\n  ${url}` : ''}`).join('\n');
    case 'changes':
      return block.rows
        .map((row) => [row.label, said(block.before, row.before), said(block.after, row.after)].join('\n'))
        .join('\n\n');
    default:
      return block.text;
  }
}

function partText(part: TextPart): string {
  return typeof part === 'string' ? part : `${part.text} (${part.url})`;
}

function said(label: string, value: string): string {
  return `  ${label}: ${value.replaceAll('\n', ', ')}`;
}
