const mebibyte = 1024 * 1024;

/** The XML itself: some 4,000 invoice lines, far more than an invoice has, and little enough to read in well under a second. */
export const xmlCharactersMax = 5 * mebibyte;

/** Base64 text of all embedded documents (BG-24) together, which an honest invoice may well need on top: about 15 MB of files. */
export const attachmentCharactersMax = 20 * mebibyte;

/** What is not even decoded; UTF-16 takes two bytes a character. */
export const fileBytesMax = 2 * (xmlCharactersMax + attachmentCharactersMax);

/** The deepest path of EN 16931 in UBL has 8 steps; the extensions with nested sub-lines stay below 20. */
export const depthMax = 50;

/** Elements and attributes together. */
export const nodesMax = 100_000;

/** `&amp;` and `&#8364;`: each costs far more to read than its length says. */
export const referencesMax = 100_000;

/** A number, a reference or an identifier; with four bytes to a character still far from what an index row takes (2,704). */
export const keyCharactersMax = 200;

/** More of one rule says nothing new, and a report has to stay readable. */
export const refusalsPerRuleMax = 50;

export const readTimeoutMs = 2_000;

/** A thread holds some 60 MB for as long as it is there. */
export const idleThreadMs = 30_000;

/** Of one thread: several times what the largest file that is read takes, and far less than the server has. */
export const workerMegabytesMax = 192;
