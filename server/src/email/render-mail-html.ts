import { Body } from '@react-email/body';
import { Container } from '@react-email/container';
import { Preview } from '@react-email/preview';
import { Section } from '@react-email/section';
import { createElement as h, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { mailBlock } from './mail-blocks.ts';
import type { MailFrame, MailMessage } from './mail-message.ts';
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
          { className: 'inner', style: { padding: '28px 32px 32px' } },
          message.blocks.map((block, index) => mailBlock(block, brand, index)),
        ),
      ),
      footer(frame),
    ),
  );
}

function letterhead(frame: MailFrame): ReactNode {
  const name = h(
    'p',
    {
      className: 'ink',
      style: { margin: 0, fontSize: '18px', lineHeight: '26px', fontWeight: 600, color: colours.ink },
    },
    frame.name,
  );
  const logo =
    frame.logo &&
    h('img', {
      src: `cid:${frame.logo.contentId}`,
      alt: frame.logo.text,
      height: 40,
      className: 'logo',
      style: { display: 'block', height: '40px', width: 'auto', maxWidth: '260px', border: 0 },
    });
  return h(Section, { style: { padding: '4px 4px 20px' } }, logo ?? name);
}

function footer(frame: MailFrame): ReactNode {
  const style = { margin: 0, fontSize: '13px', lineHeight: '19px', color: colours.quiet };
  return h(
    Section,
    { style: { padding: '20px 4px 0' } },
    h('p', { className: 'quiet', style: { ...style, marginBottom: '12px' } }, frame.questions),
    frame.imprint.map((line, index) => h('p', { key: index, className: 'quiet', style }, line)),
  );
}
