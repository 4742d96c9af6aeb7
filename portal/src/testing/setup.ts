import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { network } from './network.ts';

// A page that is loaded when it is asked for takes its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

// An unexpected console.error, or a request that nobody expected, fails the test.
const consoleError = vi.spyOn(console, 'error');

beforeAll(() => network.listen({ onUnhandledFrame: 'error' }));
afterEach(() => {
  cleanup();
  network.resetHandlers();
  const [told] = consoleError.mock.calls;
  consoleError.mockClear();
  if (told) throw new Error('console.error was called', { cause: told });
});
afterAll(() => network.close());
