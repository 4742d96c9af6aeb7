import { passthrough } from 'msw';
import { http } from 'msw/http';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll } from 'vitest';

/** Answers what would go to one origin (`*` stands for any name), and lets nothing out to any other but this machine. For the tests of the file that calls it. */
export function answersFor(origin: string, answer: (request: Request) => Response | Promise<Response>): void {
  const network = setupServer(
    http.all(/^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\//, () => passthrough()),
    http.all(`${origin}/*`, ({ request }) => answer(request)),
  );
  // Only this word keeps requests in: any function in its place lets them out.
  beforeAll(() => network.listen({ onUnhandledFrame: 'error' }));
  afterAll(() => network.close());
}
