import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** 60 by 40 pixels, as a camera makes it; `canary` stands in what it says of itself. */
export async function photo({ canary = 'x', orientation = 1 } = {}): Promise<Buffer> {
  return blank()
    .withExif({ IFD0: { Copyright: canary }, IFD3: { GPSLatitude: '51/1 13/1 0/1' } })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();
}

export async function pictureOf(format: 'png' | 'webp'): Promise<Buffer> {
  return blank()[format]().toBuffer();
}

/** A whole PNG that says how large it is, and holds a few bytes; of a palette, one bit is a pixel. */
export function bombPng(width: number, height: number, palette: Buffer | null = null): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set(palette ? [1, 3, 0, 0, 0] : [8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...(palette ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND'),
  ]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function blank() {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#2d6a4f' } });
}
