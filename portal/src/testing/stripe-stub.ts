import { vi } from 'vitest';

type Listener = (event: unknown) => void;

/** The package keeps the script that it found first: so that answers for whichever stub is in place. */
let current: object = {};

/** As much of Stripe's script as our page calls, in place before it would be loaded. `challenge` is what the bank's question leads to. */
export function stubStripe({ token = 'ctoken_fake1', invalid = false, challenge = () => {} } = {}) {
  const calls: { name: string; given: unknown }[] = [];
  const listeners = new Map<string, Listener>();
  const element = (type: string) => ({
    on: (name: string, listener: Listener) => void listeners.set(`${type}.${name}`, listener),
    off: () => {},
    mount: (place: HTMLElement) => place.append(`Stripe's ${type} fields`),
    update: () => {},
    destroy: () => {},
  });
  const elements = {
    create: element,
    getElement: () => null,
    update: (given: unknown) => void calls.push({ name: 'update', given }),
    fetchUpdates: async () => ({}),
    submit: async () => (invalid ? { error: { type: 'validation_error', message: 'Incomplete.' } } : {}),
  };
  const stripe = {
    elements(given: unknown) {
      calls.push({ name: 'elements', given });
      return elements;
    },
    createToken: () => {},
    createPaymentMethod: () => {},
    confirmCardPayment: () => {},
    createConfirmationToken: async ({ params }: { params: unknown }) => {
      calls.push({ name: 'createConfirmationToken', given: params });
      return { confirmationToken: { id: token } };
    },
    handleNextAction: async (given: unknown) => {
      calls.push({ name: 'handleNextAction', given });
      challenge();
      return {};
    },
  };
  current = stripe;
  vi.stubGlobal(
    'Stripe',
    Object.assign(() => current, { version: 'endive' }),
  );
  return {
    calls,
    /** What Stripe's own fields tell the page. */
    tell: (type: string, name: string, event: unknown) => listeners.get(`${type}.${name}`)?.(event),
  };
}
