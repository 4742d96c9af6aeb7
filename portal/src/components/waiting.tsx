/** The shape of what comes. Not to be seen for the first 300 ms: a short wait needs no sign. */
export function Waiting({ text }: { text: string }) {
  return (
    <output aria-label={text} className="late-shown mx-auto grid max-w-page gap-4 px-4 py-8">
      <span className="h-8 w-44 rounded-md bg-line" />
      <span className="h-20 rounded-lg bg-line" />
      <span className="h-20 rounded-lg bg-line" />
    </output>
  );
}
