import { Body } from '@react-email/body';
import { Container } from '@react-email/container';
import { Preview } from '@react-email/preview';
import { Section } from '@react-email/section';
import { createElement as h, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { mailBlock, notPreloaded } from './mail-blocks.ts';
import type { InlinePicture, MailFrame, MailMessage } from './mail-message.ts';
import { brandStyle, colours, fontFamily, type BrandStyle } from './mail-style.ts';

const doctype =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/** The HTML part: tables and inline style, because that is what mail programs show; nothing is loaded from anywhere. */
export function renderMailHtml(message: MailMessage, frame: MailFrame): string {
  const brand = brandStyle(frame);
  const page = h(
    'html',
    { lang: frame.language, dir: 'ltr' },
    head(message.subject, brand),
    body(message, frame, brand),
  );
  return `${doctype}${renderToStaticMarkup(page)}`;
}

function head(subject: string, brand: BrandStyle): ReactNode {
  return h(
    'head',
    null,
    h('meta', { httpEquiv: 'Content-Type', content: 'text/html; charset=UTF-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'x-apple-disable-message-reformatting' }),
    h('meta', { name: 'format-detection', content: 'telephone=no, date=no, address=no, email=no, url=no' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
    h('title', null, subject),
    h('style', { dangerouslySetInnerHTML: { __html: brand.darkStyles } }),
  );
}

function body(message: MailMessage, frame: MailFrame, brand: BrandStyle): ReactNode {
  const style = { margin: 0, padding: '24px 12px', backgroundColor: colours.canvas, fontFamily };
  return h(
    Body,
    { className: 'canvas', style },
    h(Preview, null, message.preheader),
    h(
      Container,
      { style: { maxWidth: '560px' } },
      letterhead(frame),
      h(
        Section,
        {
          className: 'card',
          style: { backgroundColor: colours.card, borderRadius: '12px', borderTop: `4px solid ${brand.accent}` },
        },
        h(
          'div',
          { className: 'inner', style: { padding: '28px 32px 32px', overflowWrap: 'anywhere' } },
          message.blocks.map((block, index) => mailBlock(block, brand, index)),
        ),
      ),
      footer(frame),
    ),
  );
}

function letterhead({ name, logo }: MailFrame): ReactNode {
  const style = { fontSize: '18px', lineHeight: '26px', fontWeight: 600, color: colours.ink };
  return h(
    Section,
    { style: { padding: '4px 4px 20px' } },
    h(
      'table',
      { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0 },
      h('tbody', null, h('tr', null, logo && logoCell(logo), h('td', { className: 'ink', style }, name))),
    ),
  );
}

/** The name beside it says the same, so the picture is decoration to whoever does not see it. */
function logoCell({ contentId }: InlinePicture): ReactNode {
  const style = { display: 'block', height: '40px', width: 'auto', maxWidth: '220px', border: 0 };
  const picture = { src: `cid:${contentId}`, alt: '', height: 40, className: 'logo', style, ...notPreloaded };
  return h('td', { style: { paddingRight: '14px' } }, h('img', picture));
}

function footer(frame: MailFrame): ReactNode {
  const style = { margin: 0, fontSize: '13px', lineHeight: '19px', color: colours.quiet };
  return h(
    Section,
    { style: { padding: '20px 4px 0' } },
    frame.questions && h('p', { className: 'quiet', style: { ...style, marginBottom: '12px' } }, frame.questions),
    frame.imprint.map((line, index) => h('p', { key: index, className: 'quiet', style }, line)),
  );
}
