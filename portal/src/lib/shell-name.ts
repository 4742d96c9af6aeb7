/** The merchant whose brand the document came with; null where it could not be known yet. */
export function shellName(): string | null {
  return document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? null;
}
