import type { Comment } from '@quittance/shared/comment.ts';

const texts = {
  question: 'Why is delivery charged twice?',
  answer: 'It is not: see line 3.\nhttps://pay.example/now is not ours.',
};

function commentOf(number: number, more: Partial<Comment>): Comment {
  return {
    id: `0198b5a2-3333-7000-8000-${String(number).padStart(12, '0')}`,
    author: { name: 'Jan De Smet', role: 'customer', isYou: true },
    text: texts.question,
    writtenAt: '2026-11-10T09:00:00Z',
    isRead: true,
    files: [],
    ...more,
  };
}

export const question = commentOf(1, {});
export const reply = commentOf(2, {
  author: { name: 'Els of accounts', role: 'merchant', isYou: false },
  text: texts.answer,
  writtenAt: '2026-11-10T10:30:00Z',
  isRead: false,
});
export const older = commentOf(0, {
  author: { name: 'Piet', role: 'customer', isYou: false },
  text: 'Good morning',
  isRead: false,
});
/** What the server answers to `text`. */
export function written(text: string): Comment {
  return commentOf(3, { text, isRead: false, writtenAt: '2026-11-11T08:00:00Z' });
}
