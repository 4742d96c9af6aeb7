import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attemptStates, type AttemptState } from '@quittance/shared/payment.ts';
import { isOpen, stepsTo } from './attempt-state.ts';

const state = fc.constantFrom(...attemptStates);
/** What a provider may report of one payment; `submitting` and `unknown` are ours alone. */
const reported = attemptStates.filter((name) => name !== 'submitting' && name !== 'unknown');

function follow(start: AttemptState, reports: readonly AttemptState[]): AttemptState[] {
  return reports.reduce<AttemptState[]>((path, found) => [...path, ...stepsTo(path.at(-1) ?? start, found)], [start]);
}

test('the same report twice is nothing new', () => {
  fc.assert(
    fc.property(state, state, (from, found) => {
      const end = follow(from, [found]).at(-1) ?? from;
      expect(stepsTo(end, found)).toEqual([]);
    }),
  );
});

test('money that came is never forgotten: only its return leaves succeeded', () => {
  for (const found of attemptStates)
    expect(stepsTo('succeeded', found)).toEqual(found === 'returned' ? ['returned'] : []);
});

test('money found late overrides every other end', () => {
  for (const from of attemptStates.filter((name) => name !== 'succeeded' && name !== 'returned')) {
    expect(stepsTo(from, 'succeeded')).toEqual(['succeeded']);
  }
});

test('money that came and went unseen is recorded as both', () => {
  for (const from of attemptStates.filter((name) => name !== 'succeeded' && name !== 'returned')) {
    expect(stepsTo(from, 'returned')).toEqual(['succeeded', 'returned']);
  }
});

test('an end that is not money absorbs everything but money', () => {
  for (const from of ['failed', 'canceled', 'expired'] as const) {
    for (const found of attemptStates.filter((name) => name !== 'succeeded' && name !== 'returned')) {
      expect(stepsTo(from, found)).toEqual([]);
    }
  }
});

test('2: the reports of one payment lead to the same end in whatever order they arrive', () => {
  const story = fc.constantFrom<AttemptState[]>(
    ['requires_action', 'processing', 'succeeded'],
    ['requires_action', 'failed'],
    ['requires_action', 'canceled'],
    ['processing', 'failed'],
    ['processing', 'succeeded', 'returned'],
  );
  const shuffled = story.chain((told) =>
    fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length })),
  );
  fc.assert(
    fc.property(shuffled, fc.constantFrom<AttemptState>('submitting', 'unknown'), ([told, arrived], start) => {
      expect(follow(start, arrived).at(-1)).toBe(told.at(-1));
    }),
  );
});

test('no report opens an attempt again', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...reported), { maxLength: 12 }), (reports) => {
      const path = follow('submitting', reports);
      const closed = path.findIndex((name) => !isOpen(name));
      expect(closed === -1 ? [] : path.slice(closed).filter(isOpen)).toEqual([]);
    }),
  );
});
