import { useState } from 'react';

type Props = { copy: string; text: string; label: string; copiedText: string };

/** Needs script, so it is not there without. What it copies can be selected by hand as well. */
export function CopyButton({ copy, text, label, copiedText }: Props) {
  const [isCopied, setIsCopied] = useState(false);
  const onCopy = () => {
    navigator.clipboard.writeText(copy).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  };
  return (
    <button
      type="button"
      aria-label={isCopied ? `${label}: ${copiedText}` : label}
      aria-live="polite"
      onClick={onCopy}
      onBlur={() => setIsCopied(false)}
      className="-my-2 ml-auto min-h-11 shrink-0 rounded-md px-3 text-sm font-medium text-accent hover:underline noscript:hidden print:hidden"
    >
      {isCopied ? copiedText : text}
    </button>
  );
}
