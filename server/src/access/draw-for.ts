import type { Readable } from 'node:stream';
import { AppError } from '../http/errors.ts';
import { openGate, type Gate } from '../http/gate.ts';

/** Files that are being drawn at this moment, by principal: `contact:<id>` signed in, `link:<id>` by a mailed link. */
export type Drawings = Gate;

type DrawDeps = { drawings: Drawings };

const drawnAtOnceMax = 2;

export function openDrawings(): Drawings {
  return openGate({ maxEach: drawnAtOnceMax });
}

/** Draws a whole file, unless two are being drawn for this principal already. */
export async function drawFor<T>(deps: DrawDeps, principal: string, draw: () => Promise<T>): Promise<T> {
  const leave = enter(deps, principal);
  try {
    return await draw();
  } finally {
    leave();
  }
}

/** The same for a file that is drawn while it is read: it counts until it is read to its end, or nobody reads it any more. */
export async function streamFor(
  deps: DrawDeps,
  principal: string,
  open: () => Readable | Promise<Readable>,
): Promise<Readable> {
  const leave = enter(deps, principal);
  try {
    return (await open()).once('close', leave);
  } catch (error) {
    leave();
    throw error;
  }
}

function enter({ drawings }: DrawDeps, principal: string): () => void {
  const leave = drawings.enter(principal);
  if (!leave) throw new AppError('downloads_running', undefined, { retryAfterSeconds: 5 });
  return leave;
}
