import { expect, type Locator, type Page } from '@playwright/test';

// Going through pages as somebody without a mouse does.

const stopsMax = 60;

/** Presses Tab until `target` has the focus. Every stop on the way is marked, and nothing lies on top of it (WCAG 2.4.7, 2.4.11). */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < stopsMax; stop += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(whatHidesFocus)).toBeNull();
    if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${target.toString()}`);
}

export async function pressEnterOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Runs in the page. Null when what has the focus can be seen to have it. A frame's own focus is the frame's affair. */
function whatHidesFocus(): string | null {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused.tagName === 'IFRAME') return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(focused);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) === 0) return `no outline: ${focused.outerHTML}`;
  const [box] = focused.getClientRects();
  const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  if (hit && (focused.contains(hit) || hit.contains(focused))) return null;
  return `covered by ${hit?.outerHTML ?? 'the edge'}: ${focused.outerHTML}`;
}
