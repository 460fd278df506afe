import type { Page } from "@playwright/test";
import { untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { followLink, openMailTo } from "./mailbox";
import { press, touch } from "./press";
import { readAll } from "./read-pages";

/** Comes in by the newest mail to an address. */
async function followLinkTo(page: Page, email: string): Promise<void> {
  await openMailTo(page, email);
  await followLink(page, "/callback/email");
}

async function askToSignUp(page: Page, email: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel("E-postadress").fill(email);
  await press(page.getByRole("button", { name: "Skicka länken" }));
  await expect(page.getByRole("heading", { level: 1, name: "Titta i din inkorg" })).toBeVisible();
}

const next = (page: Page) => page.getByRole("button", { name: "Gå vidare" });

test("a stranger signs up by mail, leaves, comes back, chooses a plan, saves a card and is at home @phone", async ({
  stranger: page,
}) => {
  const email = `ny-${Date.now()}@mejl.example`;

  await test.step("one field, and what comes is told", async () => {
    await page.goto("/sign-in");
    await touch(page.getByRole("main").getByRole("link", { name: "Bli kund" }));
    await expect(page.getByRole("heading", { level: 1, name: "Bli kund" })).toBeVisible();
    await inspect(page);
    await askToSignUp(page, email);
    await inspect(page);
    await followLinkTo(page, email);
    await expect(page).toHaveURL("/welcome/you");
  });

  await test.step("he says who he is, and leaves", async () => {
    await inspect(page);
    await press(next(page));
    await expect(page.getByText("Skriv ett namn på högst 100 tecken.")).toBeVisible();
    await page.getByLabel("Namn").fill("Nils Ny");
    await press(next(page));
    await expect(page).toHaveURL("/welcome/invoice");
    await inspect(page);
    await press(page.getByRole("button", { name: "Sluta nu och fortsätt senare" }));
    await expect(page).toHaveURL("/sign-in");
    await page.goto("/");
    await expect(page).toHaveURL("/sign-in");
  });

  await test.step("later he goes on where he left", async () => {
    await askToSignUp(page, email);
    await followLinkTo(page, email);
    await expect(page).toHaveURL("/welcome/invoice");
    await press(page.getByRole("radio", { name: "företag" }));
    await page.getByLabel("Företagets namn").fill("Nys Bud AB");
    await page.getByLabel("Momsnummer").fill("SE12");
    await page.getByLabel("Gata och nummer").fill("Hornsgatan 1");
    await page.getByLabel("Postnummer").fill("118 20");
    await page.getByLabel("Ort").fill("Stockholm");
    await press(next(page));
    await expect(page.getByText(/ser inte ut som ett momsnummer/)).toBeVisible();
    await page.getByLabel("Momsnummer").fill("SE556000461501");
    await press(next(page));
    await expect(page).toHaveURL("/welcome/terms");
  });

  await test.step("he reads the terms and agrees", async () => {
    await inspect(page);
    await press(next(page));
    await expect(page.getByText("Kryssa för att du godkänner")).toBeVisible();
    await press(page.getByText("Jag har läst villkoren och godkänner dem"));
    await press(next(page));
    await expect(page).toHaveURL("/welcome/plan");
  });

  await test.step("plans come with sums for his own use, and with what they rest on", async () => {
    const running = page.getByRole("listitem").filter({ hasText: "Kvitt Löpande" });
    const sum = running.getByText(/\d,\d{2}\s?kr/).first();
    // Stations and their prices come as the CPO registers.
    await untilShown(page, sum);
    await inspect(page);
    const before = await sum.innerText();
    await press(page.getByRole("button", { name: "långa resor" }));
    await expect(sum).not.toHaveText(before);
    await expect(page.getByText(/^\d+ laddningar på sammanlagt/)).toBeVisible();
    await page.getByLabel("Andel snabbladdning").fill("0");
    await expect(page.getByText(/snabbladdning(ar)? på sammanlagt/)).toBeHidden();
    await press(page.getByRole("radio", { name: /Kvitt Löpande/ }));
    await expect(page.getByText("Det här godkänner du nu")).toBeVisible();
    await inspect(page);
    await press(page.getByRole("button", { name: "Öppna mitt konto" }));
    await expect(page).toHaveURL("/welcome/pay");
  });

  await test.step("he saves a card, and is welcome", async () => {
    await inspect(page);
    await press(page.getByRole("button", { name: "Lägg till ett kort" }));
    await page.waitForURL(/\/c\/pay\//);
    await page.getByRole("radio", { name: "4242 4242 4242 4242" }).check();
    await touch(page.getByRole("button", { name: "Save card" }));
    await expect(page.getByText("Ditt kort är sparat")).toBeVisible();
    await inspect(page);
    await touch(page.getByRole("link", { name: "Gå vidare" }));
    await expect(page.getByRole("heading", { level: 1, name: "Välkommen, Nils Ny" })).toBeVisible();
    await inspect(page);
    await touch(page.getByRole("link", { name: "Till startsidan", exact: true }));
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("button", { name: "Konto för Nils Ny" })).toBeVisible();
  });

  await test.step("his profile has what he told, and what he agreed to", async () => {
    await readAll(page, ["/profile"]);
    await expect(page.getByLabel("Företagets namn")).toHaveValue("Nys Bud AB");
    await expect(page.getByText(/Version 1, godkänd/)).toBeVisible();
    await expect(page.getByText("Momsnumret kontrolleras i EU:s register.")).toBeVisible();
  });
});

test("anybody reads the terms and the privacy notice; operations looks after them", async ({
  stranger,
  operations,
}) => {
  for (const [path, title] of [
    ["/terms", "Användarvillkor för Kvitt"],
    ["/privacy-policy", "Så använder vi dina uppgifter"],
  ] as const) {
    await stranger.goto(path);
    await expect(stranger.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(stranger.getByText(/Version 1, från/).first()).toBeVisible();
    await inspect(stranger);
  }
  await readAll(operations, ["/operations/terms", "/operations/drivers"]);
  await operations.goto("/operations/terms/new?kind=terms");
  await expect(operations.getByLabel("Rubrik")).toHaveValue("Användarvillkor för Kvitt");
  await inspect(operations);

  await test.step("a new version is published, for a day that is far enough away", async () => {
    await operations.goto("/operations/terms");
    const rows = operations.getByRole("main").getByRole("row");
    await expect(rows.first()).toBeVisible();
    // Each version begins after the one before it: another try has published one already.
    const [count, day] = [await rows.count(), Temporal.Now.plainDateISO()];
    await operations.goto("/operations/terms/new?kind=terms");
    await press(operations.getByRole("button", { name: "Publicera" }));
    await expect(operations.getByText("Välj en dag.")).toBeVisible();
    await operations.getByLabel("Gäller från").fill(day.add({ days: 60 + count }).toString());
    const body = operations.getByLabel("Text", { exact: true });
    await body.fill(`${await body.inputValue()}\n\n## Nytt\n\nKvitton sparas i sju år.`);
    await expect(operations.getByText("Kvitton sparas i sju år.").last()).toBeVisible();
    await inspect(operations);
    await press(operations.getByRole("button", { name: "Publicera" }));
    const question = operations.getByRole("alertdialog");
    await question.getByRole("button", { name: "Publicera" }).click();
    await expect(operations).toHaveURL("/operations/terms");
    await expect(rows).toHaveCount(count + 1);
  });
});
