import sharp, { type Sharp } from 'sharp';
import type { PictureQuestion, PictureType } from './redraw-picture.ts';

// The process of `redraw-picture.ts`: a picture in, the same picture without anything else out.

const pixelsMax = 25_000_000;
const sideMax = 4096;
const quality = 82;
const logoBox = { width: 800, height: 400 };
const icon = { side: 192, margin: 12 };
/** A home screen cuts all but a circle of four fifths (W3C Web Application Manifest, safe zone): the square inside of it is 289 wide. */
const homeIcon = { side: 512, margin: 112 };
/** A longer picture, such as a name that is written out, cannot be read in a square. */
const iconRatioMax = 1.5;
const white = '#ffffff';
const readers: Record<PictureType, string> = {
  'image/png': 'VipsForeignLoadPng',
  'image/jpeg': 'VipsForeignLoadJpeg',
  'image/webp': 'VipsForeignLoadWebp',
};

process.once('message', (question: PictureQuestion) => {
  answer(question).then(
    (drawn) => process.send?.(drawn),
    () => process.exit(1),
  );
});
// Whoever asked is gone.
process.once('disconnect', () => process.exit(1));

async function answer({ kind, bytes, type }: PictureQuestion) {
  // The library could read a dozen formats; here it knows the one that the file is.
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [readers[type]] });
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (width * height > pixelsMax) return 'too_large';
  const upright = sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' }).autoOrient();
  return kind === 'logo' ? drawLogo(upright) : redraw(upright, type);
}

function redraw(upright: Sharp, type: PictureType): Promise<Uint8Array> {
  const fitting = upright.resize({ width: sideMax, height: sideMax, fit: 'inside', withoutEnlargement: true });
  switch (type) {
    case 'image/png':
      return fitting.png().toBuffer();
    case 'image/jpeg':
      return fitting.jpeg({ quality }).toBuffer();
    case 'image/webp':
      return fitting.webp({ quality }).toBuffer();
  }
}

async function drawLogo(upright: Sharp) {
  const { data: logo, info } = await upright
    .resize({ ...logoBox, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer({ resolveWithObject: true });
  const ratio = Math.max(info.width / info.height, info.height / info.width);
  if (ratio > iconRatioMax) return { logo, icon: null, homeIcon: null };
  return { logo, icon: await drawIcon(upright, icon), homeIcon: await drawIcon(upright, homeIcon) };
}

/** On white, because a home screen shows transparency as black and a dark tab hides a dark logo. */
function drawIcon(upright: Sharp, { side, margin }: typeof icon): Promise<Uint8Array> {
  const inner = side - 2 * margin;
  return upright
    .clone()
    .resize({ width: inner, height: inner, fit: 'contain', background: white })
    .flatten({ background: white })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: white })
    .png()
    .toBuffer();
}
