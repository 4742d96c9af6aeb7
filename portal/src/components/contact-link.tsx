import { dialledPhone } from '@quittance/shared/phone.ts';
import { quietLink } from './looks.ts';

function ContactLink({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} className={`${quietLink} mr-4 max-w-full wrap-anywhere`}>
      {text}
    </a>
  );
}

/** Whom to ask, in a sentence, with the addresses behind it. */
export function ContactLine({ text, email, phone }: { text: string; email: string; phone: string | null }) {
  return (
    <p>
      {text} <ContactLink href={`mailto:${email}`} text={email} />
      {phone && <PhoneLink phone={phone} />}
    </p>
  );
}

function PhoneLink({ phone }: { phone: string }) {
  return <ContactLink href={`tel:${dialledPhone(phone)}`} text={phone} />;
}
