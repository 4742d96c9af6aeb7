const name = 'attempt';

/** The attempt that this page has started, kept in its address: it survives a reload and is worth nothing to anybody else. */
export function rememberedAttempt(): string | null {
  return new URLSearchParams(location.search).get(name);
}

export function rememberAttempt(attemptId: string): void {
  history.replaceState(null, '', `${location.pathname}?${name}=${encodeURIComponent(attemptId)}`);
}
