/** Takes the place of a worker that must go, at its next update: deletes what it kept, and itself. */
export const endedWorker = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(end()));
async function end() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
`;
