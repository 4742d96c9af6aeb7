/** Takes the place of what had the focus and is gone; never takes the focus from what has it. */
export function takeLostFocus(element: HTMLElement | null): void {
  if (element && (document.activeElement === null || document.activeElement === document.body)) element.focus();
}
