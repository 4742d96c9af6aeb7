import type { ReaderScope } from '../access/scope.ts';
import type { Deps } from '../deps.ts';
import type { FileWords } from '../documents/pdf-wording.ts';
import type { BundleIndex } from './bundle-index.ts';
import type { EntryNames } from './entry-names.ts';
import type { ZipEntry } from './zip-stream.ts';

export type BundleDeps = Pick<Deps, 'db' | 'clock' | 'files'>;

/** What is being put into one ZIP. */
export type Packing = {
  /** Whose documents; what of theirs goes in was decided when the content was found. */
  reader: ReaderScope;
  language: string;
  wording: FileWords;
  names: EntryNames;
  index: BundleIndex;
  modifiedAt: Date;
};

export function entryOf({ modifiedAt }: Packing, path: string, bytes: Uint8Array): ZipEntry {
  return { path, bytes, modifiedAt };
}
