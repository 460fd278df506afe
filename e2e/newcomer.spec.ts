import { fakeOidcProvider } from "@/testing/fake-oidc-provider";
import { untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { followLink, openMailTo } from "./mailbox";
import { press, touch } from "./press";
import { readAll } from "./read-pages";

test("somebody comes by his account at work, pays in advance, changes plan and address @phone", async ({
  stranger: page,
}) => {
  const mark = Date.now();
  const [email, other] = [`olga-${mark}@jobbet.example`, `olga-${mark}@hemma.example`];
  const provider = await fakeOidcProvider({
    port: Number(process.env["PORT"]) + 4,
    visitor: { sub: `olga-${mark}`, email, email_verified: true, name: "Olga Ny", locale: "sv" },
  });
  const next = page.getByRole("button", { name: "Gå vidare" });

  await test.step("the account at work says who she is", async () => {
    await page.goto("/sign-up");
    await press(page.getByRole("button", { name: "Fortsätt med jobbet" }));
    await expect(page).toHaveURL("/welcome/you");
    await expect(page.getByLabel("Namn")).toHaveValue("Olga Ny");
    await expect(page.getByRole("main")).toContainText(email);
  });

  await test.step("private, and with a plan that is paid in advance", async () => {
    await press(next);
    await expect(page).toHaveURL("/welcome/invoice");
    await page.getByLabel("Gata och nummer").fill("Linnégatan 12");
    await page.getByLabel("Postnummer").fill("413 04");
    await page.getByLabel("Ort").fill("Göteborg");
    await press(next);
    await expect(page).toHaveURL("/welcome/terms");
    await press(page.getByText("Jag har läst villkoren och godkänner dem"));
    await press(next);
    await expect(page).toHaveURL("/welcome/plan");
    await press(page.getByRole("radio", { name: /Kvitt Förskott/ }));
    await press(page.getByRole("button", { name: "Öppna mitt konto" }));
    await expect(page).toHaveURL("/welcome/pay");
  });

  await test.step("a first sum, on the page of the payment service", async () => {
    await inspect(page);
    await press(page.getByRole("button", { name: "Fyll på" }));
    const form = page.getByRole("dialog", { name: "Fyll på" });
    await inspect(page);
    await press(form.getByRole("button", { name: "Betala på betalsidan" }));
    await page.waitForURL(/\/c\/pay\//);
    await touch(page.getByRole("button", { name: /^Pay / }));
    await expect(page.getByText("Pengarna är på väg till plånboken")).toBeVisible();
    await inspect(page);
    await touch(page.getByRole("link", { name: "Gå vidare" }));
    await expect(page.getByRole("heading", { level: 1, name: "Välkommen, Olga Ny" })).toBeVisible();
    await page.goto("/wallet");
    await untilShown(page, page.getByRole("cell", { name: "Påfyllning" }).first());
  });

  await test.step("another plan, with what that does shown before it is chosen", async () => {
    await page.goto("/plan");
    await press(page.getByRole("button", { name: "Välj: Kvitt Löpande" }));
    const form = page.getByRole("dialog", { name: "Byt till Kvitt Löpande" });
    await expect(form).toContainText(/Från .* har du Kvitt Löpande/);
    await inspect(page);
    await press(form.getByRole("button", { name: "Byt plan" }));
    await expect(form).toHaveCount(0);
    await expect(page.getByRole("main")).toContainText(/Kvitt Löpande/);
  });

  await test.step("another address: asked for in the profile, confirmed by its mail", async () => {
    await page.goto("/profile");
    await expect(page.getByText("Kopplad till ditt konto.")).toBeVisible();
    await page.getByLabel("Ny adress").fill(other);
    await press(page.getByRole("button", { name: "Skicka länken" }));
    await expect(page.getByText(/^Om adressen är ledig är en länk på väg dit/)).toBeVisible();
    await openMailTo(page, other);
    await followLink(page, "/new-address");
    await expect(page.getByRole("main")).toContainText(other);
    await inspect(page);
    await touch(page.getByRole("button", { name: "Bekräfta" }));
    await expect(page.getByRole("heading", { name: "Din adress är ändrad" })).toBeVisible();
    await inspect(page);
    await page.goto("/profile");
    await expect(page.getByText(`Du loggar in med ${other}`)).toBeVisible();
  });

  await test.step("the terms that she agreed to are there to be read", async () => {
    await readAll(page, ["/profile/terms"]);
    await expect(page.getByText(/^Du godkände version 1 den/)).toBeVisible();
  });

  await test.step("whoever reads the old address takes it back, and every browser is signed out", async () => {
    await openMailTo(page, email, "Din adress hos Kvitt är ändrad");
    await followLink(page, "/new-address/back");
    await expect(page.getByRole("heading", { level: 1, name: "Ta tillbaka bytet" })).toBeVisible();
    await inspect(page);
    await touch(page.getByRole("button", { name: "Det var inte jag" }));
    await expect(page.getByRole("heading", { name: "Det är taget tillbaka" })).toBeVisible();
    await page.goto("/");
    await expect(page).toHaveURL("/sign-in");
  });
  await provider.close();
});

test("who has agreed to nothing yet reads the terms that hold, and agrees @phone", async ({
  elin,
}) => {
  await readAll(elin, ["/profile/terms"]);
  const agreed = elin.getByText(/^Du godkände version 1 den/);
  const agree = elin.getByRole("button", { name: "Jag godkänner" });
  await expect(agree.or(agreed)).toBeVisible();
  // Once is for good: another run finds it done.
  if (await agree.isVisible()) await press(agree);
  await expect(agreed).toBeVisible();
  await inspect(elin);
});
