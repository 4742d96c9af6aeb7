// Which files may come with a comment, without the schemas: the browser is shipped none.

export const commentFilesMax = 5;
export const commentFileBytesMax = 10 * 1024 * 1024;
/** Of all files of one comment together. */
export const commentBytesMax = 20 * 1024 * 1024;
/** Endings of the files that may come with a comment; what a file is, its bytes decide. */
export const commentFileEndings = [
  '.pdf',
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.txt',
  '.csv',
  '.xlsx',
  '.ods',
  '.docx',
] as const;
