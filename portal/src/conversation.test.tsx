import { screen, waitFor, within, type BoundFunctions, type queries } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Comment, CommentThread } from '@quittance/shared/comment.ts';
import { renderLanding } from './server-entry.tsx';
import { older, question, reply, written } from './testing/comments.ts';
import { detail, summary } from './testing/documents.ts';
import { landing } from './testing/landing.ts';
import { answers, json, listens, listensToForm, network, problem } from './testing/network.ts';
import { session } from './testing/session.ts';
import { openApp } from './testing/stage.tsx';

const path = '/api/documents/:id/comments';

/** The page is read and translated anew for the first test. */
const firstUse = { timeout: 30_000 };

/** Each place that is watched, and what it is told once it is on the screen. */
const watched = new Map<Element, () => void>();

beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      private readonly onChange: (entries: { isIntersecting: boolean }[]) => void;
      private place: Element | null = null;
      constructor(onChange: (entries: { isIntersecting: boolean }[]) => void) {
        this.onChange = onChange;
      }
      observe(place: Element): void {
        this.place = place;
        watched.set(place, () => this.onChange([{ isIntersecting: true }]));
        this.onChange([{ isIntersecting: false }]);
      }
      disconnect(): void {
        if (this.place) watched.delete(this.place);
      }
    },
  );
  answers('get', '/api/session', session);
  answers('get', '/api/documents/:id', detail);
});
afterEach(() => {
  vi.unstubAllGlobals();
  watched.clear();
});

function scrollDown(): void {
  for (const tell of watched.values()) tell();
}

function said(comments: Comment[], more: Partial<CommentThread> = {}): void {
  answers('get', path, { comments, earlierCursor: null, unreadCount: 0, ...more } satisfies CommentThread);
}

async function open(): Promise<{ user: UserEvent; conversation: BoundFunctions<typeof queries> }> {
  const user = openApp(`/documents/${summary.id}`);
  const region = await screen.findByRole('region', { name: 'Questions and answers' }, firstUse);
  return { user, conversation: within(region) };
}

describe('the conversation about a document', () => {
  test('says who wrote what for whom and when, and what is new; addresses are plain text', async () => {
    said([question, reply], { unreadCount: 1 });
    const { conversation } = await open();
    const [asked, answered] = await conversation.findAllByRole('listitem');
    expect(asked?.textContent).toMatch(
      /^YouBakkerij De Smet BVWhy is delivery.*10 November 2026.*Read by Linden Interiors$/,
    );
    expect(answered?.textContent).toMatch(
      /^Els of accountsVerified: Linden InteriorsNewIt is not.*10 November 2026 at/s,
    );
    expect(conversation.queryByRole('link')).toBeNull();
    expect(screen.getByRole('link', { name: '1 new message' }).getAttribute('href')).toMatch(/#conversation$/);
  });

  test('nothing is read before it was on the screen, and then once', async () => {
    said([question, reply], { unreadCount: 1 });
    const reads = listens(`${path}/read`, () => new Response(null, { status: 204 }));
    const { conversation } = await open();
    await conversation.findAllByRole('listitem');
    expect(reads).toEqual([]);
    scrollDown();
    expect(await screen.findByRole('link', { name: 'Ask a question' })).toBeTruthy();
    scrollDown();
    expect(reads).toEqual([{ upToId: reply.id }]);
    expect(conversation.getByText('New')).toBeTruthy();
  });

  test('what is on an earlier page and unread is not read by seeing the newest', async () => {
    said([question, reply], { unreadCount: 2, earlierCursor: question.id });
    const { conversation } = await open();
    await conversation.findAllByRole('listitem');
    expect(watched.size).toBe(0);
  });

  test('the newest are shown, earlier ones above them when asked for', async () => {
    network.use(
      http.get(`http://quittance.test${path}`, ({ request }) => {
        const before = new URL(request.url).searchParams.get('before');
        const page =
          before === null
            ? { comments: [question, reply], earlierCursor: question.id }
            : { comments: [older], earlierCursor: null };
        return before === null || before === question.id
          ? json({ ...page, unreadCount: 0 })
          : problem('not_found', 404);
      }),
    );
    const { user, conversation } = await open();
    await user.click(await conversation.findByRole('button', { name: 'Show earlier messages' }));
    await conversation.findByText('Good morning');
    expect(
      conversation.getAllByRole('listitem').map((each) => /Good|delivery|line 3/.exec(each.textContent)?.[0]),
    ).toEqual(['Good', 'delivery', 'line 3']);
    expect(conversation.queryByRole('button', { name: 'Show earlier messages' })).toBeNull();
  });

  test('that cannot be loaded says so beside a complete document, and is asked for again', async () => {
    network.use(http.get(`http://quittance.test${path}`, () => problem('not_ready', 503)));
    const { user, conversation } = await open();
    expect((await conversation.findByRole('alert')).textContent).toContain('The rest of this page is complete.');
    expect(screen.getByText('See calculation')).toBeTruthy();
    said([]);
    await user.click(conversation.getByRole('button', { name: 'Try again' }));
    expect(
      await conversation.findByText(/^Is something unclear or not right\? Ask Linden Interiors here/),
    ).toBeTruthy();
  });
});

describe('a message', () => {
  const text = 'And the discount?';
  const write = async () => {
    const { user, conversation } = await open();
    await user.type(conversation.getByLabelText('Your message'), text);
    return { user, conversation, field: conversation.getByLabelText<HTMLTextAreaElement>('Your message') };
  };

  test('pressed twice is sent once, shown, and the field is free for the next', async () => {
    const sent = listensToForm(path, () => json(written(text), 201));
    const { user, conversation, field } = await write();
    await user.dblClick(conversation.getByRole('button', { name: 'Send message' }));
    expect(await conversation.findByText('Your message was sent.')).toBeTruthy();
    expect(conversation.getAllByRole('listitem')).toHaveLength(1);
    expect(field.value).toBe('');
    expect(sent).toMatchObject([{ text }]);
  });

  /** Keys of what was sent; the first try gets no answer. */
  const keysSent = (): string[] => {
    const keys: string[] = [];
    listensToForm(path, ({ text: sent = '', key = '' }) =>
      keys.push(key) === 1 ? HttpResponse.error() : json(written(sent), 201),
    );
    return keys;
  };

  test('that got no answer stays in the field, and the next try is the same message to the server', async () => {
    const keys = keysSent();
    const { user, conversation, field } = await write();
    const send = conversation.getByRole('button', { name: 'Send message' });
    await user.click(send);
    expect((await conversation.findByRole('alert')).textContent).toMatch(/cannot say whether your message arrived/);
    expect(field.value).toBe(text);
    await user.click(send);
    await conversation.findByText('Your message was sent.');
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
    await user.type(field, text);
    await user.click(send);
    await waitFor(() => expect(keys).toHaveLength(3));
    expect(keys[2]).not.toBe(keys[0]);
  });

  test('changed after it got no answer is another message', async () => {
    const keys = keysSent();
    const { user, conversation, field } = await write();
    const send = conversation.getByRole('button', { name: 'Send message' });
    await user.click(send);
    await conversation.findByRole('alert');
    await user.type(field, ' Please');
    await user.click(send);
    await conversation.findByText('And the discount? Please');
    expect(keys).toHaveLength(2);
    expect(keys[1]).not.toBe(keys[0]);
  });

  test.each([
    ['card_number_in_text', 422, /^Your message was not sent, .* There seems to be a card number in your message\./],
    ['too_many_comments', 429, /^Your message was not sent, .* Please wait an hour, or call us\.$/],
    ['unauthenticated', 401, /^Your message was not sent, .* Please sign in again\.$/],
    ['internal', 500, /cannot say whether your message arrived/],
  ] as const)('refused with %s stays in the field, with the reason', async (code, status, words) => {
    listensToForm(path, () => problem(code, status));
    const { user, conversation, field } = await write();
    await user.click(conversation.getByRole('button', { name: 'Send message' }));
    expect((await conversation.findByRole('alert')).textContent).toMatch(words);
    expect(field.value).toBe(text);
  });

  test('that is empty is asked for, not sent', async () => {
    const { user, conversation } = await open();
    await user.click(conversation.getByRole('button', { name: 'Send message' }));
    expect(conversation.getByRole('alert').textContent).toBe('Please write a message or add a file first.');
    await user.type(conversation.getByLabelText('Your message'), 'x');
    expect(conversation.queryByRole('alert')).toBeNull();
  });
});

describe('files of a message', () => {
  const file = (name: string, content: string | number = 'x') =>
    new File([typeof content === 'string' ? content : new Uint8Array(content)], name);
  const mebibyte = 1024 * 1024;
  const openPicker = async () => {
    const { user, conversation } = await open();
    // What the file dialog would not offer is judged here all the same.
    const add = conversation.getByLabelText<HTMLInputElement>('Add files');
    const choose = (...files: File[]) => userEvent.setup({ applyAccept: false }).upload(add, files);
    const chosen = () =>
      conversation.queryByRole('list', { name: 'Files to send' })?.textContent.replaceAll(/\s+/g, ' ') ?? '';
    return { user, conversation, choose, chosen };
  };

  test('are sent with it or alone, and shown: pictures to look at, others to save', async () => {
    const [picture, pdf] = [
      {
        id: '0198b5a2-4444-7000-8000-000000000001',
        fileName: 'damage.jpg',
        mediaType: 'image/jpeg',
        sizeBytes: 480_000,
      },
      { id: '0198b5a2-4444-7000-8000-000000000002', fileName: 'note.pdf', mediaType: 'application/pdf', sizeBytes: 12 },
    ];
    const sent = listensToForm(path, () => json({ ...written(''), files: [picture, pdf] }, 201));
    const { user, conversation, choose, chosen } = await openPicker();
    await choose(file('damage.jpg'), file('note.pdf'));
    expect(chosen()).toBe('damage.jpg 1 kBnote.pdf 1 kB');
    await user.click(conversation.getByRole('button', { name: 'Send message' }));
    expect(await conversation.findByText('Your message was sent.')).toBeTruthy();
    expect(sent).toMatchObject([{ file: 'note.pdf' }]);
    expect(chosen()).toBe('');
    const links = conversation.getAllByRole<HTMLAnchorElement>('link');
    const base = `/api/documents/${summary.id}/comment-files`;
    expect(links.map((link) => [link.textContent, link.getAttribute('href'), link.getAttribute('download')])).toEqual([
      ['damage.jpg 469 kB', `${base}/${picture?.id}`, null],
      ['note.pdf 1 kB', `${base}/${pdf?.id}`, 'note.pdf'],
    ]);
    expect(conversation.getByRole('list', { name: 'Files' }).querySelectorAll('img')).toHaveLength(1);
  });

  test.each([
    ['a kind that nobody sends', file('setup.exe'), /^setup\.exe cannot be sent\. PDF, pictures/],
    ['nothing', file('empty.pdf', ''), 'empty.pdf is empty and was not added.'],
    ['too much', file('large.pdf', 10 * mebibyte + 1), 'large.pdf is larger than 10 MB and was not added.'],
  ])('of which one is %s are chosen without it, and it is said why', async (_, bad, words) => {
    const { conversation, choose, chosen } = await openPicker();
    await choose(file('good.pdf'), bad);
    expect(chosen()).toBe('good.pdf 1 kB');
    expect(conversation.getByRole('alert').textContent).toMatch(words);
    await choose(file('other.pdf'));
    expect(conversation.queryByRole('alert')).toBeNull();
  });

  test('are at most five and 20 MB; one chosen twice is sent once, and each can be taken out', async () => {
    const { user, conversation, choose, chosen } = await openPicker();
    await choose(...Array.from({ length: 6 }, (_, at) => file(`${at}.pdf`)));
    expect(conversation.getByRole('alert').textContent).toContain('At most 5 files');
    expect(conversation.getByRole('alert').textContent).toContain('5.pdf');
    for (const at of [0, 1, 2, 3]) await user.click(conversation.getByRole('button', { name: `Remove ${at}.pdf` }));
    expect(chosen()).toBe('4.pdf 1 kB');
    const heavy = ['a.pdf', 'b.pdf', 'c.pdf'].map((name) => file(name, 9 * mebibyte));
    await choose(...heavy);
    expect(conversation.getByRole('alert').textContent).toBe(
      'Together the files would be larger than 20 MB. Not added: c.pdf.',
    );
    await choose(...heavy.slice(0, 1));
    expect(chosen()).toBe('4.pdf 1 kBa.pdf 9 MBb.pdf 9 MB');
  });

  test('that the server refuses stay chosen, and the one is named', async () => {
    const issues = [{ path: 'body.file.1', message: 'is a picture of more than 25 megapixels' }];
    const sent = listensToForm(path, () => problem('file_not_accepted', 413, { issues }));
    const { user, conversation, choose, chosen } = await openPicker();
    await choose(file('one.pdf'), file('huge.jpg'));
    await user.click(conversation.getByRole('button', { name: 'Send message' }));
    const alert = await conversation.findByRole('alert');
    expect(alert.textContent).toMatch(/was not sent, .* huge\.jpg is too large: a file may have 10 MB, a picture 25/);
    expect(chosen()).toBe('one.pdf 1 kBhuge.jpg 1 kB');
    await user.click(conversation.getByRole('button', { name: 'Remove huge.jpg' }));
    await user.click(conversation.getByRole('button', { name: 'Send message' }));
    await waitFor(() => expect(sent).toHaveLength(2));
    // Without the file it is another message.
    expect(sent[1]?.['key']).not.toBe(sent[0]?.['key']);
  });
});

test('whoever holds a mailed link is told to sign in to ask, and taken to the conversation', () => {
  const html = renderLanding(landing, 'bm9uY2U=');
  expect(html).toContain('Signed in, you can ask Linden Interiors here');
  expect(html).toContain(`href="/documents/${summary.id}#conversation"`);
});
