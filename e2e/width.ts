import { type Page, test } from "@playwright/test";

export const wide = { width: 1280, height: 900 };
export const narrow = { width: 390, height: 844 };

/** Whether a page is on a phone: it has its width and is touched. */
export function isPhone(page: Page): boolean {
  return (page.viewportSize()?.width ?? wide.width) <= narrow.width;
}

/** Whether the test that runs comes at both widths: those whose title ends in @phone (see `playwright.config.ts`). */
export function comesTwice(): boolean {
  return test.info().tags.includes("@phone");
}

/** Whether this is the run of it on a phone. */
export function isPhoneRun(): boolean {
  return test.info().project.name === "phone";
}
