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

function blank() {
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#2d6a4f' } });
}
