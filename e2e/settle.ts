import { expect, type Page } from "@playwright/test";

/** What can be used but is mere HTML yet: React does not listen there, nor has it added what it adds. */
function listDead(): string[] {
  if (document.querySelector('script[src*="/_next/"]') === null) return [];
  // React leaves the hidden fields alone that it writes into forms.
  const used = document.querySelectorAll(
    "button, input:not([type=hidden]), select, textarea, a[href]",
  );
  return [...used]
    .filter((one) => !Object.keys(one).some((key) => key.startsWith("__reactProps")))
    .map(({ outerHTML }) => outerHTML.slice(0, 120));
}

/** Draws the page and ends what moves in it, until nothing does. Resolves with how much moves still. */
async function endMotions(): Promise<number> {
  const frame = async (): Promise<unknown> => new Promise(requestAnimationFrame);
  let moving: Animation[] = [];
  await document.fonts.ready;
  // The end of one motion may begin another: a colour that is inherited moves in each element in turn.
  for (let round = 0; round < 20; round += 1) {
    await frame();
    await frame();
    moving = document.getAnimations().filter(({ effect, playState }) => {
      const end = effect?.getComputedTiming().endTime ?? 0;
      return playState === "running" && Number.isFinite(Number(end));
    });
    if (moving.length === 0) break;
    for (const motion of moving) motion.finish();
  }
  return moving.length;
}

/** Waits until a page is drawn as it shall stay: alive, with its title, its fonts, and nothing on its way to another look. */
export async function settle(page: Page): Promise<void> {
  await expect(async () => {
    // A page that shows itself anew has no title for a moment.
    await expect(page).toHaveTitle(/\S/);
    expect(await page.evaluate(listDead), "the page listens").toEqual([]);
    expect(await page.evaluate(endMotions), "motions on the page").toBe(0);
  }).toPass({ intervals: [50, 100, 250, 500] });
}
