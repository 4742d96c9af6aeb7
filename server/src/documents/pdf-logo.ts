import { convertIndexedToRgb, decode, encode } from 'fast-png';
import { pictureType } from '../branding/picture-type.ts';

/**
 * A logo as paper takes it: on white, so that no file of ours is transparent anywhere, which costs printers and archives more than it
 * gives them. Null where it is not a PNG, as every logo is that was changed since logos are drawn anew.
 */
export function logoOnPaper(logo: Uint8Array): Uint8Array | null {
  if (pictureType(logo) !== 'image/png') return null;
  const png = decode(logo);
  const { width, height, palette, depth } = png;
  if (depth !== 8 && !palette) return null;
  const channels = palette?.[0]?.length ?? png.channels;
  const source = palette ? convertIndexedToRgb(png) : png.data;
  const colors = channels < 3 ? 1 : 3;
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const from = pixel * channels;
    const opacity = channels === colors ? 255 : (source[from + colors] ?? 255);
    for (let color = 0; color < 3; color += 1) {
      const value = source[from + (colors === 1 ? 0 : color)] ?? 255;
      data[pixel * 3 + color] = Math.round((value * opacity + 255 * (255 - opacity)) / 255);
    }
  }
  return encode({ width, height, channels: 3, data });
}
