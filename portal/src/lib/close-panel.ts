/** Closes what opens in place; whoever stood in it by keyboard is left at its handle. */
export function closePanel(panel: HTMLDetailsElement | null): void {
  if (!panel?.open) return;
  if (panel.contains(document.activeElement)) panel.querySelector('summary')?.focus();
  panel.open = false;
}
