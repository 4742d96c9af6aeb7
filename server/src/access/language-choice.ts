import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { languages, pickLanguage, type Language } from '@quittance/shared/language.ts';
import type { Deps } from '../deps.ts';
import { setContactLanguage } from './contact-queries.ts';
import { currentSession } from './reader.ts';

/** Speaks it in this browser until it closes and, where somebody is signed in, to that person from now on, in mails too. */
export async function chooseLanguage(deps: Pick<Deps, 'db' | 'clock'>, c: Context, language: Language): Promise<void> {
  setCookie(c, 'lang', language, { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' });
  const session = await currentSession(deps, c);
  // `nl-BE` is Dutch already, and says more.
  if (session && pickLanguage([session.language]) !== language) {
    await setContactLanguage(deps.db, session.scope, { email: session.email, language });
  }
}

/** `tag`, or what was chosen in this browser where that is another language. */
export function inChosenLanguage(c: Context, tag: string): string {
  const chosen = chosenLanguage(c);
  return chosen === undefined || chosen === pickLanguage([tag]) ? tag : chosen;
}

/** Of whoever is signed in, else what was chosen in this browser; null where neither says anything. */
export async function readerLanguage(deps: Pick<Deps, 'db' | 'clock'>, c: Context): Promise<string | null> {
  return (await currentSession(deps, c))?.language ?? chosenLanguage(c) ?? null;
}

export function chosenLanguage(c: Context): Language | undefined {
  const value = getCookie(c, 'lang', 'host');
  return languages.find((language) => language === value);
}
