const workerPath = '/offline-worker.js';

/** The browser takes the address of a worker only from a policy (`require-trusted-types-for`). */
type ScriptPolicies = {
  createPolicy(name: string, rules: { createScriptURL: () => string }): { createScriptURL(path: string): string };
};

declare global {
  // oxlint-disable-next-line no-var -- what is global is declared so
  var trustedTypes: ScriptPolicies | undefined;
}

/**
 * From now on this device keeps what is seen on it. `onStarted`: when that begins in a page that is open already, whose answers were not
 * kept yet.
 */
export async function keepSeen(onStarted: () => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller) serviceWorker.addEventListener('controllerchange', onStarted, { once: true });
  const policy = globalThis.trustedTypes?.createPolicy('offline-worker', { createScriptURL: () => workerPath });
  await serviceWorker.register(policy?.createScriptURL(workerPath) ?? workerPath);
}

/** Deletes everything that was kept on this device, and the worker that keeps. */
export async function forgetSeen(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registrations = await navigator.serviceWorker.getRegistrations();
  await Promise.all(registrations.map((registration) => registration.unregister()));
  const names = await caches.keys();
  await Promise.all(names.map((name) => caches.delete(name)));
}
