import { textLink } from '../../components/looks.ts';
import type { DownloadsView } from './document-view.ts';

/** Real links, so that they work without script and in a mail app's built-in browser. */
export function DownloadsList({ downloads }: { downloads: DownloadsView }) {
  return (
    <nav aria-label={downloads.title} className="mt-3 border-t border-line pt-2 print:hidden">
      <ul className="flex flex-wrap gap-x-6">
        {downloads.links.map((link) => (
          <li key={link.href}>
            <a href={link.href} className={textLink}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
