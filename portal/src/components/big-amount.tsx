/** The largest thing on its page. Millions still stand on one line of a small phone, in a place that is an `@container`. */
export function BigAmount({ text, isOneOfSeveral = false }: { text: string; isOneOfSeveral?: boolean }) {
  const size = isOneOfSeveral || text.length > 11 ? 'text-long-amount' : 'text-amount';
  return <p className={`${size} font-bold wrap-anywhere`}>{text}</p>;
}
