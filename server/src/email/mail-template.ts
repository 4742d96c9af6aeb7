import { mailTemplateSchema, type MailTemplate } from '@quittance/shared/merchant-api/mail.ts';
import { AppError } from '../http/errors.ts';
import type { MailBlock, TextPart } from './mail-message.ts';
import { oneLine } from './one-line.ts';

/** What a merchant may put into a mail, as `#NUMBER`. Explained to merchants in docs/mail-templates.md. */
const placeholders = [
  'LINK',
  'NUMBER',
  'AMOUNT',
  'AMOUNT_DUE',
  'ISSUE_DATE',
  'DUE_DATE',
  'REFERENCE',
  'CUSTOMER',
  'CONTACT',
  'ENTITY',
] as const;
type Placeholder = (typeof placeholders)[number];

export const placeholderList = placeholders.map((name) => `#${name}`).join(', ');

/** A value for each placeholder, in the reader's language; `#LINK` is no value but a button or a link. */
export type TemplateValues = Record<Exclude<Placeholder, 'LINK'>, string>;

const placeholderShape = /#([A-Za-z][A-Za-z_]*)/g;

/** Refuses a template by the name of what is wrong in it: nobody shall receive a mail with a misspelt placeholder. */
export function checkTemplate(template: MailTemplate): void {
  const shape = mailTemplateSchema.safeParse(template);
  const issues = [
    ...(shape.error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message })),
    ...unknownIn(template.subject, 'subject'),
    ...unknownIn(template.body, 'body'),
    ...(template.subject.includes('#LINK') ? [{ path: 'subject', message: '#LINK has no place in a subject' }] : []),
    ...(/[\r\n]/.test(template.subject) ? [{ path: 'subject', message: 'must be one line' }] : []),
  ];
  if (issues.length === 0) return;
  const detail = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new AppError('invalid_request', detail, { issues });
}

export type FilledTemplate = { subject: string; blocks: MailBlock[] };

/**
 * Puts values for placeholders. They stay text: what a value says is never read again as a placeholder, a link or HTML.
 * `#LINK` alone in a paragraph becomes the button, within a sentence a link; a body without any gets the button at its end.
 */
export function fillTemplate(
  template: MailTemplate,
  values: TemplateValues,
  button: MailBlock & { kind: 'button' },
): FilledTemplate {
  const paragraphs = template.body
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim());
  const blocks = paragraphs
    .filter((paragraph) => paragraph !== '')
    .map((paragraph): MailBlock =>
      paragraph === '#LINK' ? button : { kind: 'paragraph', parts: partsOf(paragraph, values, button) },
    );
  return {
    subject: oneLine(
      partsOf(template.subject, values, button)
        .map((part) => (typeof part === 'string' ? part : part.text))
        .join(''),
    ),
    blocks: template.body.includes('#LINK') ? blocks : [...blocks, button],
  };
}

function unknownIn(text: string, path: string): { path: string; message: string }[] {
  const names = new Set(Array.from(text.matchAll(placeholderShape), ([, name = '']) => name));
  const unknown = [...names].filter((name) => !isPlaceholder(name));
  return unknown.map((name) => ({ path, message: `#${name} is no placeholder; there are ${placeholderList}` }));
}

function partsOf(text: string, values: TemplateValues, link: { text: string; url: string }): TextPart[] {
  // Splitting by a pattern with a group gives text and names in turn.
  return text.split(placeholderShape).flatMap((part, index): TextPart[] => {
    if (index % 2 === 0) return part === '' ? [] : [part];
    if (!isPlaceholder(part)) return [`#${part}`];
    return part === 'LINK' ? [{ text: link.text, url: link.url }] : [oneLine(values[part])];
  });
}

function isPlaceholder(name: string): name is Placeholder {
  return placeholders.some((known) => known === name);
}
