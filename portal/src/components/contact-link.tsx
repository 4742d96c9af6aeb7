import { quietLink } from './looks.ts';

export function ContactLink({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} className={`${quietLink} mr-4 max-w-full wrap-anywhere`}>
      {text}
    </a>
  );
}
