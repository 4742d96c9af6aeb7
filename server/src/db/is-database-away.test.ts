import { expect, test } from 'vitest';
import { isDatabaseAway } from './is-database-away.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });

test.each<[string, unknown, boolean]>([
  ['nobody listens', refused, true],
  ['nobody listens on any address', Object.assign(new AggregateError([refused]), { code: 'ECONNREFUSED' }), true],
  ['it is being stopped', Object.assign(new Error('terminating'), { code: '57P01' }), true],
  ['it has no place left', Object.assign(new Error('too many clients'), { code: '53300' }), true],
  ['the connection broke', new Error('Connection terminated due to connection timeout'), true],
  [
    'the connection was broken before',
    new Error('Client has encountered a connection error and is not queryable'),
    true,
  ],
  ['a rule was broken', Object.assign(new Error('duplicate key'), { code: '23505' }), false],
  ['the disk is full', Object.assign(new Error('could not extend file'), { code: '53100' }), false],
  ['a defect of ours', new TypeError('undefined is not a function'), false],
])('%s: %#', (_what, error, isAway) => {
  expect(isDatabaseAway(error)).toBe(isAway);
});
