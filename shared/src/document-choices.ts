// What a list of documents can be narrowed to and sorted by. Without zod: a browser reads its address with it.

/** The lists of the portal. */
export const documentLists = ['open', 'paid', 'credit_notes'] as const;
export type DocumentList = (typeof documentLists)[number];

/** `overdue` of open invoices; `credit` of credit notes that are not used up. */
export const documentStates = ['overdue', 'credit'] as const;
export type DocumentState = (typeof documentStates)[number];

/** The only state to which a list can be narrowed. */
export const stateOfList: Readonly<Record<DocumentList, DocumentState | null>> = {
  open: 'overdue',
  paid: null,
  credit_notes: 'credit',
};

/** Which day of a document a period is about. */
export const documentDates = ['issued', 'due'] as const;
export type DocumentDate = (typeof documentDates)[number];

/** `amount` is the document's own total, of which those of one currency stand together. */
export const documentSorts = ['due', 'issued', 'amount', 'number'] as const;
export type DocumentSort = (typeof documentSorts)[number];

export const sortDirections = ['asc', 'desc'] as const;
export type DocumentOrder = { sort: DocumentSort; direction: (typeof sortDirections)[number] };

/** What is most pressing first; what is settled newest first. */
export const ownOrder: Readonly<Record<DocumentList, DocumentOrder>> = {
  open: { sort: 'due', direction: 'asc' },
  paid: { sort: 'issued', direction: 'desc' },
  credit_notes: { sort: 'issued', direction: 'desc' },
};

export const searchLengthMax = 100;
export const searchWordsMax = 10;

/** The words of a search: a document is found when it says each of them. */
export function searchWords(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== '');
}
