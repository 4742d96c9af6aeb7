/** As a phone takes it: RFC 3966 knows no spaces; the zero in brackets is for whoever calls from within the country. */
export function dialledPhone(phone: string): string {
  return phone.replaceAll(/\(0\)|[^+\d]/g, '');
}
