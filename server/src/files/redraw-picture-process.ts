import sharp from 'sharp';
import type { PictureType } from './redraw-picture.ts';

// The process of `redraw-picture.ts`: a picture in, the same picture without anything else out.

const pixelsMax = 25_000_000;
const sideMax = 4096;
const quality = 82;
const readers: Record<PictureType, string> = {
  'image/png': 'VipsForeignLoadPng',
  'image/jpeg': 'VipsForeignLoadJpeg',
  'image/webp': 'VipsForeignLoadWebp',
};

process.once('message', (question: { bytes: Uint8Array; type: PictureType }) => {
  redraw(question.bytes, question.type).then(
    (answer) => process.send?.(answer),
    () => process.exit(1),
  );
});
// Whoever asked is gone.
process.once('disconnect', () => process.exit(1));

async function redraw(bytes: Uint8Array, type: PictureType): Promise<Uint8Array | 'too_large'> {
  // The library could read a dozen formats; here it knows the one that the file is.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [readers[type]] });
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (width * height > pixelsMax) return 'too_large';
  const upright = sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' })
    .autoOrient()
    .resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true });
  switch (type) {
    case 'image/png':
      return upright.png().toBuffer();
    case 'image/jpeg':
      return upright.jpeg({ quality }).toBuffer();
    case 'image/webp':
      return upright.webp({ quality }).toBuffer();
  }
}
