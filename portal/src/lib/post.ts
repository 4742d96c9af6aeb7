/** Tells the server something that the page does not wait for, even while it is being left. */
export function post(path: string): void {
  void fetch(path, { method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json' }, body: '{}' });
}
