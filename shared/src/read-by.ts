/** On an answer that a mailed link opened and no session: it is of whoever the link was for, and nobody's to keep. */
export const readByHeader = 'X-Read-By';
export const readByLink = 'link';
