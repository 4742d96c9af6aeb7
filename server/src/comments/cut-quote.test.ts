import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '../email/wording.ts';
import { inThread } from '../testing/in-thread.ts';
import { cutQuote } from './cut-quote.ts';

const marker = '## Write your answer above this line ##';
const ours =
  'New message about invoice 7\n\nEls, Noorderlicht, 16 March 2026 at 10:00\n\nHere it is.\n\n-- \nNoorderlicht';
const quoted = (text: string) =>
  text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

describe('of an answer by mail is kept what its author wrote', () => {
  test.each([
    ['nothing quoted', 'Thank you.\n\nJo', 'Thank you.\n\nJo'],
    [
      'Gmail',
      `Yes.\n\nOn Mon, 16 Mar 2026 at 10:00, Noorderlicht <reply+r1x@r.example> wrote:\n\n${quoted(`${marker}\n${ours}`)}`,
      'Yes.',
    ],
    [
      'Gmail, its introduction on two lines',
      `Yes.\n\nOn Mon, 16 Mar 2026 at 10:00, Noorderlicht <\nreply+r1x@r.example> wrote:\n\n${quoted(ours)}`,
      'Yes.',
    ],
    [
      'Apple Mail',
      `Yes.\n\nSent from my iPhone\n\n> On 16 Mar 2026, at 10:00, N <n@r.example> wrote:\n> \n${quoted(ours)}`,
      'Yes.',
    ],
    ['Apple Mail in French', `Oui.\n\nLe 16 mars 2026 à 10:00, N <n@r.example> a écrit :\n\n${quoted(ours)}`, 'Oui.'],
    ['Thunderbird in German', `Ja.\n\nAm 16.03.26 um 10:00 schrieb N:\n${quoted(ours)}`, 'Ja.'],
    ['Dutch', `Ja.\n\nOp ma 16 mrt 2026 om 10:00 schreef N <n@r.example>:\n\n${quoted(ours)}`, 'Ja.'],
    ['Spanish', `Sí.\n\nEl lun, 16 mar 2026 a las 10:00, N (<n@r.example>) escribió:\n\n${quoted(ours)}`, 'Sí.'],
    [
      'Italian',
      `Sì.\n\nIl giorno lun 16 mar 2026 alle ore 10:00 N <n@r.example> ha scritto:\n\n${quoted(ours)}`,
      'Sì.',
    ],
    [
      'Outlook, which marks nothing',
      `Yes.\n\n________________________________\nFrom: N <n@r.example>\nSent: Monday, 16 March 2026 10:00\nTo: Jo <jo@c.example>\nSubject: New message\n\npreheader\n${marker}\n${ours}`,
      'Yes.',
    ],
    [
      'Outlook in German, without our line',
      `Ja.\n\nVon: N <n@r.example>\nGesendet: Montag, 16. März 2026 10:00\nAn: Jo\nBetreff: Neue Nachricht\n\n${ours}`,
      'Ja.',
    ],
    ['an old Outlook', `Yes.\n\n-----Original Message-----\nFrom: N\n${ours}`, 'Yes.'],
    [
      'a program that marks nothing and introduces',
      `Yes.\n\nOn Mon, 16 Mar 2026 at 10:00, N wrote:\n\n${marker}\n${ours}`,
      'Yes.',
    ],
    [
      'an answer below the quote',
      `On Mon, 16 Mar 2026 at 10:00, N wrote:\n${quoted(`${marker}\n${ours}`)}\n\nYes, below.`,
      'Yes, below.',
    ],
    ['answers between', `${quoted('When?')}\nMonday.\n${quoted('Where?')}\nHere.`, 'Monday.\nHere.'],
    ['a signature', 'Yes.\n\n-- \nJo Peeters\nAardvark NV', 'Yes.'],
    ['our line, changed by the way', `Yes.\r\n*##  write your answer\u00a0above this line ##*\r\n${ours}`, 'Yes.'],
    [
      'a program that marks nothing, with the head of our mail',
      `Yes.\n\nOn Mon, 16 Mar 2026 at 10:00, N <n@r.example> wrote:\n\nIt is\n[logo] Noorderlicht\n${marker}\n${ours}`,
      'Yes.',
    ],
    ['nothing', `\n${marker}\n${ours}`, ''],
  ])('%s', (_, mail, own) => {
    expect(cutQuote(mail)).toBe(own);
  });

  test.each(Object.entries(wordsOf))('our line in %s', (_, { comment }) => {
    expect(cutQuote(`A\n## ${comment.replyAbove} ##\nB`)).toBe('A');
  });

  test.each([
    'On Monday Piet wrote:\nnothing at all.',
    'To: whom it may concern\nSubject: none of yours',
    '## This heading is mine ##\nand this too',
    'I wrote this -- and more.',
  ])('a sentence that looks a little like it stays: %s', (text) => {
    expect(cutQuote(text)).toBe(text);
  });

  test('whatever is below our line, nothing of it is kept, and cutting again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ maxLength: 200 }), (own, below) => {
        const cut = cutQuote(`${own}\n${marker}\n${below}`);
        expect(cut).toBe(cutQuote(own));
        expect(cutQuote(cut).length).toBeLessThanOrEqual(cut.length);
      }),
    );
  });

  test.each([
    ['spaces behind our sign', `##${' '.repeat(200_000)}x`],
    ['spaces before our sign', `${' '.repeat(200_000)}#`],
    ['lines without anything', `a${'\n'.repeat(200_000)}b`],
  ])('however many %s there are', { timeout: 60_000 }, async (_, text) => {
    expect(await inThread(new URL('./cut-quote.ts', import.meta.url), 'cutQuote', text)).toBe(text.trim());
  });

  test('in a time that does not explode', () => {
    for (const line of ['On ', 'Op 2026 schreef ', 'From: x\n', '>', '-', '## ', 'On 2026\n']) {
      expect(cutQuote(line.repeat(200_000 / line.length)).length).toBeLessThanOrEqual(200_000);
    }
    const introductions = 'On 2026 wrote:\n'.repeat(13_000);
    expect(cutQuote(`Yes.\n${introductions}no\n${marker}`)).toMatch(/^Yes\.\n/);
    expect(cutQuote(`Yes.\n${introductions}`)).toMatch(/^Yes\.\n/);
  });
});
