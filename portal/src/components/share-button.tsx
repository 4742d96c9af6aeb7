import { useState } from 'react';
import { canShareFiles, sharePdf } from '../lib/share-pdf.ts';
import { quietLink } from './looks.ts';

type Props = { path: string; fileName: string; text: string; failedText: string };

/**
 * Hands a PDF to the system's share sheet, where there is one that takes files. Always the file, never an address: one that holds a
 * token would share the access with it.
 */
export function ShareButton({ path, fileName, text, failedText }: Props) {
  const [hasFailed, setHasFailed] = useState(false);
  if (!canShareFiles()) return null;
  const onShare = () => {
    setHasFailed(false);
    sharePdf(path, fileName).catch((error: unknown) => setHasFailed(!isGivenUp(error)));
  };
  return (
    <>
      <button type="button" onClick={onShare} className={quietLink}>
        {text}
      </button>
      <span role="alert" className="text-sm text-late">
        {hasFailed && failedText}
      </span>
    </>
  );
}

/** The reader closed the share sheet. */
function isGivenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
