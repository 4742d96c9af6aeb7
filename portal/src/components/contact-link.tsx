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
  return <ContactLink href={`tel:${dialled(phone)}`} text={phone} />;
}

/** RFC 3966 knows no spaces; the zero in brackets is for whoever calls from within the country. */
function dialled(phone: string): string {
  return phone.replaceAll(/\(0\)|[^+\d]/g, '');
}
