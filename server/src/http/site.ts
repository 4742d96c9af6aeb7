import type { Config } from '../config.ts';

/** The origin of an entity's pages: the installation's address under the entity's own name; without a name, the installation's. */
export function originOf({ publicUrl }: Pick<Config, 'publicUrl'>, host: string | null): string {
  const url = new URL(publicUrl);
  if (host !== null) url.hostname = host;
  return url.origin;
}
