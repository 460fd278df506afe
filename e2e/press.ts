import { expect, type Locator } from "@playwright/test";
import { isPhone } from "./width";

/** Waits until React listens at an element: what is done to the mere HTML before that is lost. */
export async function untilAlive(element: Locator): Promise<void> {
  const isAlive = async () =>
    element.evaluate((node) => Object.keys(node).some((key) => key.startsWith("__reactProps")));
  await expect.poll(isAlive, "the page listens").toBe(true);
}

/** A finger on a phone, a mouse elsewhere. For what needs nobody who listens: a link, another's page. */
export async function touch(element: Locator): Promise<void> {
  await (isPhone(element.page()) ? element.tap() : element.click());
}

/** Touches as soon as the page listens. */
export async function press(button: Locator): Promise<void> {
  await untilAlive(button);
  await touch(button);
}
