import type { Deps } from '../deps.ts';

/** Fills an empty installation with the demo merchant; an installation with a merchant is left alone. */
export async function seedDemo(_deps: Deps, _say: (line: string) => void): Promise<void> {}

/** What a newcomer opens first. */
export async function demoAddresses(_deps: Deps): Promise<{ what: string; url: string }[]> {
  return [];
}
