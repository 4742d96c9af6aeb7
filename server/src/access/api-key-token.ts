import { crc32 } from 'node:zlib';

/** A merchant's key, taken apart: the id to look it up by, the secret to prove it. */
export type ApiKeyToken = { id: string; secret: string };

const shape = /^pk1_([0-9a-f]{16})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})$/;

/** `pk1_<id>_<secret>_<checksum>`: the prefix and the checksum let scanners of source code tell a leaked key for certain. */
export function buildApiKeyToken({ id, secret }: ApiKeyToken): string {
  const body = `pk1_${id}_${secret}`;
  return `${body}_${checksum(body)}`;
}

/** Null when it is not a key of ours or was copied wrong. */
export function parseApiKeyToken(token: string): ApiKeyToken | null {
  const [, id, secret, sum] = shape.exec(token) ?? [];
  if (!id || !secret || sum !== checksum(`pk1_${id}_${secret}`)) return null;
  return { id, secret };
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
