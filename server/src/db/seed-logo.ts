import { crc32, deflateSync } from 'node:zlib';

/** Whether a point belongs to a shape; both coordinates run from -1 to 1, y downwards. */
type Shape = (x: number, y: number) => boolean;

const size = 256;
/** Points looked at per pixel and direction: smooth edges. */
const samples = 4;

/** A leaf with its vein. */
export const leaf: Shape = (x, y) => {
  const [along, across] = [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2];
  const isInside = Math.hypot(along, Math.abs(across) + 0.55) < 1.05;
  return isInside && !(Math.abs(across) < 0.045 && along < 0.55);
};

/** An arched window with a leaf in it. */
export const archedWindow: Shape = (x, y) => {
  const isArch = y < 0 ? Math.hypot(x, y) < 0.78 : Math.abs(x) < 0.78 && y < 0.9;
  return isArch && !leaf(x * 1.6, (y - 0.12) * 1.6);
};

/** The shape in one colour (`#rrggbb`) on a transparent ground, as PNG. */
export function drawLogo(shape: Shape, colour: string): Uint8Array {
  const [red = 0, green = 0, blue = 0] = Buffer.from(colour.slice(1), 'hex');
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      // Each row begins with its filter, 0: none.
      rows.set(
        [red, green, blue, Math.round(255 * coverage(shape, column, row))],
        row * (1 + size * 4) + 1 + column * 4,
      );
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits a channel, red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function coverage(shape: Shape, column: number, row: number): number {
  let hits = 0;
  for (let index = 0; index < samples * samples; index += 1) {
    const x = column + ((index % samples) + 0.5) / samples;
    const y = row + (Math.floor(index / samples) + 0.5) / samples;
    if (shape((2 * x) / size - 1, (2 * y) / size - 1)) hits += 1;
  }
  return hits / (samples * samples);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
