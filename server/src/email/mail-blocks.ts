import { Button } from '@react-email/button';
import { createElement as h, Fragment, type CSSProperties, type ReactNode } from 'react';
import type { Change, Fact, InlinePicture, MailBlock, TextPart } from './mail-message.ts';
import { colours, type BrandStyle } from './mail-style.ts';

const reading: CSSProperties = { margin: '0 0 16px', fontSize: '16px', lineHeight: '24px', color: colours.ink };
const quiet: CSSProperties = { margin: 0, fontSize: '14px', lineHeight: '20px', color: colours.quiet };

export function mailBlock(block: MailBlock, brand: BrandStyle, key: number): ReactNode {
  switch (block.kind) {
    case 'title':
      return h(
        'h1',
        { key, className: 'ink', style: { ...reading, fontSize: '22px', lineHeight: '30px' } },
        block.text,
      );
    case 'amount':
      return amount(block, key);
    case 'paragraph':
      return h('p', { key, className: 'ink', style: reading }, lines(block.parts, brand));
    case 'button':
      return button(block, brand, key);
    case 'code':
      return code(block.code, key);
    case 'facts':
      return facts(block.rows, brand, key);
    case 'changes':
      return changes(block, key);
    default:
      return h('p', { key, className: 'quiet', style: { ...quiet, margin: '16px 0 12px' } }, block.text);
  }
}

function amount(
  block: { label: string; amount: string; note: string | null; detail?: string | null },
  key: number,
): ReactNode {
  const figure: CSSProperties = {
    margin: 0,
    fontSize: '40px',
    lineHeight: '48px',
    fontWeight: 700,
    letterSpacing: '-0.5px',
    fontVariantNumeric: 'tabular-nums',
    color: colours.ink,
  };
  return h(
    'div',
    {
      key,
      className: 'rule',
      style: { margin: '0 0 24px', paddingBottom: '20px', borderBottom: `1px solid ${colours.rule}` },
    },
    h('p', { className: 'quiet', style: quiet }, block.label),
    h('p', { className: 'amount ink', style: figure }, block.amount),
    block.note === null
      ? null
      : h(
          'p',
          { className: 'ink', style: { ...reading, margin: '4px 0 0', fontSize: '18px', fontWeight: 600 } },
          block.note,
        ),
    block.detail && h('p', { className: 'quiet', style: { ...quiet, margin: '4px 0 0' } }, block.detail),
  );
}

function button(
  block: { text: string; url: string; picture: InlinePicture | null },
  brand: BrandStyle,
  key: number,
): ReactNode {
  const style: CSSProperties = {
    backgroundColor: brand.accent,
    color: brand.onAccent,
    borderRadius: '8px',
    padding: '14px 24px',
    fontSize: '16px',
    fontWeight: 600,
    textAlign: 'center',
  };
  return h(
    'div',
    { key, style: { margin: '24px 0' } },
    h(Button, { href: block.url, className: 'button', style }, block.text),
    block.picture && thumbnail(block.picture, block.url),
  );
}

/** React would put a preload link for a picture into the head; a picture of low priority gets none. */
export const notPreloaded = { fetchPriority: 'low' } as const;

/** Half as wide as the picture is, so that it is sharp on a phone. */
function thumbnail(picture: InlinePicture, url: string): ReactNode {
  const style: CSSProperties = {
    display: 'block',
    width: '100%',
    maxWidth: '300px',
    height: 'auto',
    border: `1px solid ${colours.rule}`,
  };
  return h(
    'a',
    { href: url, target: '_blank', style: { display: 'block', marginTop: '24px' } },
    h('img', { src: `cid:${picture.contentId}`, alt: picture.text, width: 300, style, ...notPreloaded }),
  );
}

function code(text: string, key: number): ReactNode {
  const style: CSSProperties = {
    ...reading,
    fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Courier New', monospace",
    fontSize: '34px',
    lineHeight: '44px',
    fontWeight: 700,
    letterSpacing: '6px',
  };
  return h('p', { key, className: 'ink', style }, text);
}

function facts(rows: readonly Fact[], brand: BrandStyle, key: number): ReactNode {
  const cell: CSSProperties = {
    padding: '10px 0',
    fontSize: '15px',
    lineHeight: '22px',
    borderBottom: `1px solid ${colours.rule}`,
    verticalAlign: 'top',
  };
  const row = ({ label, value, url }: Fact, index: number) =>
    h(
      'tr',
      { key: index },
      h(
        'td',
        { className: 'quiet rule', style: { ...cell, color: colours.quiet, paddingRight: '16px' } },
        url ? link(label, url, brand) : label,
      ),
      h(
        'td',
        {
          className: 'ink rule',
          align: 'right',
          style: { ...cell, ...breaking(value), color: colours.ink, fontVariantNumeric: 'tabular-nums' },
        },
        value,
      ),
    );
  return h(
    'table',
    { key, width: '100%', cellPadding: 0, cellSpacing: 0, border: 0, style: { margin: '0 0 20px' } },
    h('tbody', null, rows.map(row)),
  );
}

function changes(
  { before, after, rows }: { before: string; after: string; rows: readonly Change[] },
  key: number,
): ReactNode {
  const cell: CSSProperties = { paddingRight: '16px', verticalAlign: 'top', overflowWrap: 'anywhere' };
  const side = (label: string, value: string, look: { className: string; style: CSSProperties }) =>
    h(
      'td',
      { width: '50%', style: cell },
      h('p', { className: 'quiet', style: quiet }, label),
      h('p', { className: look.className, style: { ...reading, ...look.style, margin: 0 } }, broken(value)),
    );
  const change = (row: Change, index: number) =>
    h(
      'div',
      { key: index, className: 'rule', style: { padding: '10px 0 12px', borderBottom: `1px solid ${colours.rule}` } },
      h('p', { className: 'ink', style: { ...reading, margin: '0 0 4px', fontWeight: 600 } }, row.label),
      h(
        'table',
        { width: '100%', cellPadding: 0, cellSpacing: 0, border: 0, style: { tableLayout: 'fixed' } },
        h(
          'tbody',
          null,
          h(
            'tr',
            null,
            side(before, row.before, { className: 'quiet', style: { color: colours.quiet } }),
            side(after, row.after, { className: 'ink', style: {} }),
          ),
        ),
      ),
    );
  return h('div', { key, style: { margin: '0 0 20px' } }, rows.map(change));
}

function broken(text: string): ReactNode {
  return text.split('\n').map((line, at) => h(Fragment, { key: at }, at > 0 && h('br'), line));
}

/** A long reference would make the whole mail wider than a phone; an amount stays in one piece. */
function breaking(value: string): CSSProperties {
  return /\S{21}/.test(value) ? { wordBreak: 'break-all' } : {};
}

function lines(parts: readonly TextPart[], brand: BrandStyle): ReactNode {
  return parts.map((part, index) => {
    if (typeof part !== 'string') return h(Fragment, { key: index }, link(part.text, part.url, brand));
    return h(Fragment, { key: index }, broken(part));
  });
}

function link(text: string, url: string, brand: BrandStyle): ReactNode {
  return h(
    'a',
    { href: url, target: '_blank', className: 'link', style: { color: brand.accent, textDecoration: 'underline' } },
    text,
  );
}
