import { expect, type Page } from "@playwright/test";
import { touch } from "./press";

/** What a mail's line in the mailbox of the demo says: its subject, or whom it is to. */
type Words = readonly (string | RegExp)[];

/** The address of the newest mail of a kind; null where there is none. The mailbox shows the newest first. */
export async function newestMail(page: Page, ...words: Words): Promise<string | null> {
  await page.goto("/demo/mail");
  await expect(page.getByRole("heading", { level: 1 })).not.toBeEmpty();
  let rows = page.getByRole("row");
  for (const word of words) rows = rows.filter({ hasText: word });
  return (await rows.count()) === 0 ? null : rows.first().getByRole("link").getAttribute("href");
}

/** Waits for a mail that was not there yet when `before` was the newest of its kind, and opens it. */
export async function openMailAfter(
  page: Page,
  before: string | null,
  ...words: Words
): Promise<void> {
  await expect(async () => {
    const newest = await newestMail(page, ...words);
    expect(newest, `a mail that says ${words.join(", ")}`).not.toBe(before);
    await touch(page.locator(`a[href="${newest ?? ""}"]`));
  }).toPass();
}

/** Opens the newest mail to an address about something that no other mail was about. */
export async function openMailTo(page: Page, email: string, subject = ""): Promise<void> {
  await openMailAfter(page, null, email, subject);
}

/** Follows the link of the mail that is open; a mail has more than one, and `part` says which. */
export async function followLink(page: Page, part: string): Promise<void> {
  await touch(page.getByRole("main").locator(`a[href*="${part}"]`));
}
