import { endCharges } from "./cpo";
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "@playwright/test";
import { isPhoneRun, wide } from "./width";

/** The people of the demo, by what the tests call them. */
const people = {
  astrid: "Astrid Lindqvist",
  jonas: "Jonas Berg",
  sanne: "Sanne de Wit",
  finance: "Freja Nilsson",
  operations: "David Ek",
  nora: "Nora Ström",
  elin: "Elin Lindqvist",
  anna: "Anna Falk",
} as const;

type Who = keyof typeof people;
type Key = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** A page for each person, signed in, and one for somebody who is not. */
type Pages = Readonly<Record<Who | "stranger", Page>>;

/** Writes down whatever a browser complains about, except a page's own status, which tests read themselves. */
function watch(page: Page): string[] {
  const troubles: string[] = [];
  const documents = new Set<string>();
  page.on("request", (request) => {
    if (request.isNavigationRequest()) documents.add(request.url());
  });
  page.on("pageerror", (error) => troubles.push(`${page.url()} threw ${error.message}`));
  page.on("console", (message) => {
    const { url } = message.location();
    if (message.type() !== "error" || documents.has(url)) return;
    troubles.push(`${page.url()} said ${message.text()} (${url})`);
  });
  return troubles;
}

async function signIn(browser: Browser, who: Who): Promise<Key> {
  const context = await browser.newContext(atDesk());
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: people[who] }).click();
  await expect(
    page.getByRole("button", { name: new RegExp(`^(Konto för|Account of) ${people[who]}$`) }),
  ).toBeVisible();
  const key = await context.storageState();
  await context.close();
  return key;
}

/** Staff sits at a desk, also while a driver stands there with a phone. */
function atDesk(): BrowserContextOptions {
  return isPhoneRun() ? { viewport: wide, hasTouch: false, isMobile: false } : {};
}

async function visit(
  browser: Browser,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles = watch(page);
  await look(page);
  const { status, expectedStatus } = base.info();
  // What a test that failed left to charge is in the way of its second try and of the others.
  if (status !== expectedStatus) await endCharges();
  expect(troubles, "no error in the browser's console").toEqual([]);
  await context.close();
}

/** `test` with a page for everybody; whoever a test does not name is never signed in. */
export const test = base.extend<Pages, { keyOf: (who: Who) => Promise<Key> }>({
  keyOf: [
    async ({ browser }, use) => {
      const keys = new Map<Who, Promise<Key>>();
      await use((who) => {
        const key = keys.get(who) ?? signIn(browser, who);
        keys.set(who, key);
        return key;
      });
    },
    { scope: "worker" },
  ],
  astrid: async ({ browser, keyOf }, use) =>
    visit(browser, { storageState: await keyOf("astrid") }, use),
  jonas: async ({ browser, keyOf }, use) =>
    visit(browser, { storageState: await keyOf("jonas") }, use),
  sanne: async ({ browser, keyOf }, use) =>
    visit(browser, { storageState: await keyOf("sanne") }, use),
  elin: async ({ browser, keyOf }, use) =>
    visit(browser, { storageState: await keyOf("elin") }, use),
  anna: async ({ browser, keyOf }, use) =>
    visit(browser, { storageState: await keyOf("anna") }, use),
  finance: async ({ browser, keyOf }, use) =>
    visit(browser, { ...atDesk(), storageState: await keyOf("finance") }, use),
  operations: async ({ browser, keyOf }, use) =>
    visit(browser, { ...atDesk(), storageState: await keyOf("operations") }, use),
  nora: async ({ browser, keyOf }, use) =>
    visit(browser, { ...atDesk(), storageState: await keyOf("nora") }, use),
  stranger: async ({ browser }, use) => visit(browser, {}, use),
});

export { expect };
