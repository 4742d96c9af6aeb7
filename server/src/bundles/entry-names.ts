import { titledFileName } from '../imports/safe-file-name.ts';

/** Gives every file of one ZIP a path of its own. */
export type EntryNames = { claim(folder: string | null, name: string, ending: string): string };

/**
 * Paths that every system can unpack: folders and names are made safe, and no two differ only in case or in how an accent is written,
 * because Windows and macOS would unpack one over the other. `folder` null is the top.
 */
export function entryNames(): EntryNames {
  const taken = new Set<string>();
  return {
    claim(folder, name, ending) {
      const place = folder === null ? '' : `${titledFileName(folder, 'folder')}/`;
      for (let count = 1; ; count += 1) {
        const counter = count === 1 ? '' : ` (${count})`;
        const path = `${place}${titledFileName(name, 'document')}${counter}.${titledFileName(ending, 'bin')}`;
        const key = path.normalize('NFKD').toLowerCase();
        if (taken.has(key)) continue;
        taken.add(key);
        return path;
      }
    },
  };
}
