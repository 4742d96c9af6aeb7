import { addressLines } from '@quittance/shared/postal-address.ts';
import type { MailAttachment } from '../db/tables.ts';
import type { Deps } from '../deps.ts';
import { pictureType } from '../branding/picture-type.ts';
import type { MailEntity } from './mail-entity-queries.ts';
import type { MailFrame } from './mail-message.ts';
import { oneLine } from './one-line.ts';
import type { Wording } from './wording.ts';

const logoId = 'logo';

/** The entity's stationery in the reader's language, and the logo to attach. Only customers are told whom to ask. */
export async function mailFrame(
  deps: Pick<Deps, 'files'>,
  entity: MailEntity,
  wording: Wording,
  readBy: 'customer' | 'merchant' = 'customer',
): Promise<{ frame: MailFrame; attachments: MailAttachment[] }> {
  const logo = await logoAttachment(deps, entity);
  return {
    frame: {
      language: wording.language,
      name: oneLine(entity.name),
      accent: entity.branding.accent,
      accentDark: entity.branding.accentDark,
      logo: logo && { contentId: logoId, text: oneLine(entity.name) },
      questions: readBy === 'customer' ? questions(wording, entity) : null,
      imprint: imprint(entity),
    },
    attachments: logo ? [logo] : [],
  };
}

/** Mail programs show PNG and JPEG; with any other picture, or none, the entity's name stands in its place. */
async function logoAttachment(deps: Pick<Deps, 'files'>, entity: MailEntity): Promise<MailAttachment | null> {
  const key = entity.branding.logoFileKey;
  if (key === null) return null;
  const type = pictureType(await deps.files.get(key));
  if (type !== 'image/png' && type !== 'image/jpeg') return null;
  return { fileName: type === 'image/png' ? 'logo.png' : 'logo.jpg', mediaType: type, sha256: key, contentId: logoId };
}

function questions({ words: { footer } }: Wording, { email, phone }: MailEntity): string {
  return phone === null ? footer.questions({ email }) : footer.questionsOrCall({ email, phone: unbroken(phone) });
}

/** A telephone number stays on one line. */
function unbroken(phone: string): string {
  return oneLine(phone).replaceAll(' ', '\u00a0');
}

/** What the merchant wrote as its legal text, else who and where it is. */
function imprint(entity: MailEntity): string[] {
  const { legalFooter } = entity.branding;
  if (legalFooter !== null) return [oneLine(legalFooter, 500)];
  const numbers = [entity.registrationNumber, entity.vatNumber].filter((number) => number !== null);
  const lines = [[entity.legalName, ...addressLines(entity.address)].join(', '), [...new Set(numbers)].join(' · ')];
  return lines.map((line) => oneLine(line)).filter((line) => line !== '');
}
