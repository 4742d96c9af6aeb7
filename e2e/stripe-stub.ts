import type { Page } from '@playwright/test';

/** Of each worker its own: their servers run side by side. */
export const fakeProvidersPort = 28_711 + Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);

/** Stands in for Stripe in the browser: its script, its frame and its API, under the page's own policy. */
export async function stubStripe(page: Page, { isBlocked }: { isBlocked?: () => boolean } = {}): Promise<void> {
  await page.route('https://js.stripe.com/**', (route) => {
    if (isBlocked?.()) return route.fulfill({ status: 404 });
    const isChallenge = route.request().url().includes('/challenge');
    const body = isChallenge ? challengePage : `(${stripeScript.toString()})()`;
    return route.fulfill({ contentType: isChallenge ? 'text/html' : 'text/javascript', body });
  });
  await page.route('https://api.stripe.com/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = await fetch(`http://127.0.0.1:${fakeProvidersPort}${pathname}`, {
      method: 'POST',
      body: route.request().postData() ?? '',
    });
    const headers = { 'Access-Control-Allow-Origin': '*' };
    await route.fulfill({ status: answer.status, headers, body: await answer.text() });
  });
}

const challengePage = `<!doctype html><title>Bank</title>
  <button onclick="parent.postMessage('approve', '*')">Approve</button>
  <button onclick="parent.postMessage('fail', '*')">Refuse</button>`;

/** Runs in the page. What is typed into its one field names what shall become of the payment. */
function stripeScript(): void {
  const ask = async (path: string, body: string): Promise<{ id: string }> => {
    const answer = await fetch(`https://api.stripe.com/v1/${path}`, { method: 'POST', body });
    return answer.json() as Promise<{ id: string }>;
  };
  let field: HTMLInputElement | null = null;
  const element = (type: string) => {
    const listeners = new Map<string, (event: unknown) => void>();
    return {
      on: (name: string, listener: (event: unknown) => void) => void listeners.set(name, listener),
      off: () => {},
      update: () => {},
      destroy: () => field?.parentElement?.remove(),
      mount(place: HTMLElement) {
        if (type !== 'payment') return;
        const label = document.createElement('label');
        field = document.createElement('input');
        label.append('Card at Stripe ', field);
        place.append(label);
        setTimeout(() => listeners.get('ready')?.({}));
      },
    };
  };
  const elements = {
    create: element,
    getElement: () => null,
    update: () => {},
    fetchUpdates: async () => ({}),
    submit: async () => (field?.value ? {} : { error: { type: 'validation_error', message: 'Incomplete.' } }),
  };
  const handleNextAction = ({ clientSecret }: { clientSecret: string }) =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.title = 'Bank';
      frame.src = 'https://js.stripe.com/challenge';
      addEventListener('message', function answered({ data, source }: MessageEvent<string>) {
        if (source !== frame.contentWindow) return;
        removeEventListener('message', answered);
        frame.remove();
        void ask(`challenges/${data}`, clientSecret).then(() => resolve({}));
      });
      document.body.append(frame);
    });
  const stripe = {
    elements: () => elements,
    createToken: () => {},
    createPaymentMethod: () => {},
    confirmCardPayment: () => {},
    createConfirmationToken: async () => ({ confirmationToken: await ask('confirmation_tokens', field?.value ?? '') }),
    handleNextAction,
  };
  Object.assign(window, { Stripe: Object.assign(() => stripe, { version: 'endive' }) });
}
