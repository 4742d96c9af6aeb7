import { askThread, oneAtATime } from '../threads/ask-thread.ts';

/** Pictures of PDFs. Those may come from outside, so they are drawn off the main thread, within limits of time and memory. */
export interface Previews {
  /** The first page as a PNG 600 pixels wide; null when it cannot be drawn, whatever the reason. */
  draw(pdf: Uint8Array): Promise<Uint8Array | null>;
}

const program = new URL('./render-preview-worker.ts', import.meta.url);
const defaultTimeoutMs = 10_000;

/** One picture at a time, each in a thread of its own. */
export function openPreviews(timeoutMs: number = defaultTimeoutMs): Previews {
  const next = oneAtATime();
  return {
    draw: (pdf) =>
      next(async () => {
        const picture = await askThread(program, pdf, { timeoutMs });
        return picture instanceof Uint8Array ? picture : null;
      }),
  };
}
