import {
  commentBytesMax,
  commentFileBytesMax,
  commentFileEndings,
  commentFilesMax,
} from '@quittance/shared/comment-file.ts';
import type { Wording } from '../../lib/wording.ts';

/** What the server would refuse for certain is said before it is sent. */
export type FileFlaw = { kind: 'tooMany' | 'tooLarge' | 'tooMuch' | 'kind' | 'empty'; name: string };

/** Adds to what was chosen; one that is chosen twice is sent once. */
export function chooseFiles(chosen: readonly File[], more: readonly File[]): { files: File[]; flaws: FileFlaw[] } {
  const files = [...chosen];
  const flaws: FileFlaw[] = [];
  for (const file of more) {
    if (files.some((each) => isSame(each, file))) continue;
    const kind = flawOf(file, files);
    if (kind === null) files.push(file);
    else flaws.push({ kind, name: file.name });
  }
  return { files, flaws };
}

function flawOf(file: File, chosen: readonly File[]): FileFlaw['kind'] | null {
  if (chosen.length >= commentFilesMax) return 'tooMany';
  if (!commentFileEndings.some((ending) => file.name.toLowerCase().endsWith(ending))) return 'kind';
  if (file.size === 0) return 'empty';
  if (file.size > commentFileBytesMax) return 'tooLarge';
  const bytes = chosen.reduce((sum, { size }) => sum + size, file.size);
  return bytes > commentBytesMax ? 'tooMuch' : null;
}

export function flawText({ kind, name }: FileFlaw, { t, size }: Wording): string {
  switch (kind) {
    case 'tooMany':
      return t('conversation.files.tooMany', { name, max: commentFilesMax });
    case 'tooLarge':
      return t('conversation.files.tooLarge', { name, max: size(commentFileBytesMax) });
    case 'tooMuch':
      return t('conversation.files.tooMuch', { name, max: size(commentBytesMax) });
    case 'kind':
      return t('conversation.files.kind', { name });
    case 'empty':
      return t('conversation.files.empty', { name });
  }
}

function isSame(one: File, other: File): boolean {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}
