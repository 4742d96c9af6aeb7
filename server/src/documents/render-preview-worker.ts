import { parentPort, workerData } from 'node:worker_threads';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { encode } from 'fast-png';

// The thread of `render-preview.ts`: a PDF in, the picture of its first page out, then it ends.

const widthPixels = 600;
/** A page like a roll of paper gets no picture. */
const heightPixelsMax = 1200;
const memoryPagesMax = 256 * 16;

/** Only this much of it is in no type library that the server uses. */
declare const WebAssembly: {
  Memory: { prototype: { grow: (this: { buffer: ArrayBuffer }, pages: number) => number } };
};

limitMemory();
if (workerData instanceof Uint8Array) parentPort?.postMessage(await draw(workerData), []);

async function draw(pdf: Uint8Array): Promise<Uint8Array> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  const page = document.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const height = Math.max(1, Math.round((widthPixels * originalHeight) / originalWidth));
  if (!(height <= heightPixelsMax)) throw new Error('the page is too long for a picture');
  const { data } = await page.render({ width: widthPixels, height, render: 'bitmap' });
  return encode({ width: widthPixels, height, channels: 3, depth: 8, data: withoutAlpha(data) });
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) rgb.set(rgba.subarray(from, from + 3), to);
  return rgb;
}

/** PDFium lives in WebAssembly, whose memory no limit of threads counts: 256 MiB are enough for any page that a person made. */
function limitMemory(): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages: number): number {
    const usedPages = this.buffer.byteLength / 65_536;
    if (usedPages + pages > memoryPagesMax) throw new RangeError('the picture takes too much memory');
    return grow.call(this, pages);
  };
}
