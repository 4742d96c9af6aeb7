/** Hands what stands at `path` to the system's share sheet, as a file of this name. Rejects with an `AbortError` when the reader closed the sheet. */
export async function sharePdf(path: string, fileName: string): Promise<void> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const file = new File([await response.blob()], fileName, { type: 'application/pdf' });
  await navigator.share({ files: [file] });
}

export function canShareFiles(): boolean {
  const sample = new File([], 'sample.pdf', { type: 'application/pdf' });
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [sample] });
}
