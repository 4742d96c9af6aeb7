import { Agent, request } from 'node:http';

export type Ask = { path: string; method?: string; headers?: Record<string, string>; body?: string };
export type Load = { perSecond: number; p50Ms: number; p99Ms: number };

/** Asks over so many connections for so long, one after the other on each; any answer but a 2xx ends it. */
export async function load(
  origin: string,
  ask: (at: number) => Ask,
  { connections, ms, perSecondMax = Infinity }: { connections: number; ms: number; perSecondMax?: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const startedMs = performance.now();
  const took: number[] = [];
  let sent = 0;
  const askOn = async (): Promise<void> => {
    while (performance.now() - startedMs < ms) {
      const at = sent;
      sent += 1;
      const dueMs = startedMs + (at / perSecondMax) * 1000 - performance.now();
      if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
      const askedMs = performance.now();
      await answered(origin, ask(at), agent);
      took.push(performance.now() - askedMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, askOn));
  const seconds = (performance.now() - startedMs) / 1000;
  agent.destroy();
  took.sort((a, b) => a - b);
  const part = (share: number) => took[Math.floor((took.length - 1) * share)] ?? NaN;
  return { perSecond: took.length / seconds, p50Ms: part(0.5), p99Ms: part(0.99) };
}

export function answered(
  origin: string,
  { path, method = 'GET', headers = {}, body }: Ask,
  agent?: Agent,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(origin + path, { method, headers, ...(agent && { agent }) }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.once('end', () => {
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve(text);
        else reject(new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`));
      });
    });
    asked.once('error', reject);
    asked.end(body);
  });
}
