/** Why paying online is refused for now, said before anybody tries. */
export function PayPaused({ text }: { text: string | null }) {
  return text === null ? null : <p className="mt-3 rounded-md bg-soon-wash p-3 text-soon print:hidden">{text}</p>;
}
