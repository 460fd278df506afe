// Who looks at which pages of the demo, and how they come in.

/** Each person's name on the sign-in page, and the groups of routes that are theirs. */
export const people = [
  { who: "Astrid Lindqvist", groups: ["(auth)", "(driver)", "root"] },
  { who: "Sanne de Wit", groups: ["(driver)"], only: ["/wallet", "/limits"] },
  { who: "Freja Nilsson", groups: ["(finance)"] },
  { who: "David Ek", groups: ["(operations)"] },
  { who: "Nora Ström", groups: ["(partner)"] },
];

/** Signs in by the demo's button. Resolves with the cookies of that person. */
export async function signIn(browser, base, who) {
  const context = await browser.newContext({ locale: "sv-SE" });
  const page = await context.newPage();
  await page.goto(`${base}/sign-in`);
  await page.getByRole("button", { name: who }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  const state = await context.storageState();
  await context.close();
  return state;
}
