import { Chevron } from '../../components/chevron.tsx';
import { quietButton, textLink } from '../../components/looks.ts';
import type { DownloadsView } from './document-view.ts';

/** Real links, so that they work without script and in a mail app's built-in browser. */
export function DownloadsList({ downloads: { title, pdf, moreTitle, more } }: { downloads: DownloadsView }) {
  return (
    <nav aria-label={title} className="mt-3 border-t border-line pt-4 print:hidden">
      <a href={pdf.href} className={`${quietButton} w-full`}>
        {pdf.label}
      </a>
      {more.length > 0 && (
        <details className="group/more mt-1 -mb-2">
          <summary className="inline-flex min-h-11 items-center gap-2 font-medium text-accent">
            {moreTitle}
            <Chevron className="group-open/more:rotate-180" />
          </summary>
          <ul>
            {more.map((link) => (
              <li key={link.href}>
                <a href={link.href} className={textLink}>
                  {link.label}
                </a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </nav>
  );
}
