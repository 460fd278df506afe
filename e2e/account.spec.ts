import type { Locator } from "@playwright/test";
import { charge } from "./cpo";
import { openSessionAt, untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { followLink, openMailTo } from "./mailbox";
import { press, touch } from "./press";
import { readAll } from "./read-pages";

const ANNAS_CARD = "04A7FA1C53D280";

test("a firm's owner divides what is charged; a member sees his own and nothing of the firm's @phone", async ({
  elin,
  anna,
}) => {
  await test.step("people, cards, cost centres, rules and what they make of the last days", async () => {
    await readAll(elin, ["/account", "/account/rules"]);
    await expect(elin.getByRole("listitem").filter({ hasText: "Bo på bygget" })).toContainText(
      "→ tjänst, 4200",
    );
  });

  await test.step("a rule moves, and by keyboard back", async () => {
    const moved = (place: number) => elin.getByText(`Helg är nu nummer ${place}`);
    const [up, down] = ["upp", "ner"].map((way) =>
      elin.getByRole("button", { name: `Flytta ${way} Helg` }),
    ) as [Locator, Locator];
    // Where it stands is what earlier tries made of it.
    const names = elin.getByRole("listitem").filter({ hasText: "→" });
    const place = 1 + (await names.allInnerTexts()).findIndex((text) => text.includes("Helg"));
    const isLast = await down.isDisabled();
    const [there, back, other] = isLast ? [up, down, place - 1] : [down, up, place + 1];
    await press(there);
    await expect(moved(other)).toBeVisible();
    // The list follows behind what is said of it.
    await expect(back).toBeEnabled();
    await back.press("Enter");
    await expect(moved(place)).toBeVisible();
  });

  await test.step("a cost centre is added, and put away again", async () => {
    const code = `9${Date.now() % 100_000}`;
    await press(elin.getByRole("button", { name: "Lägg till kostnadsställe" }));
    const form = elin.getByRole("dialog", { name: "Nytt kostnadsställe" });
    await form.getByLabel("Kod").fill(code);
    await touch(form.getByRole("button", { name: "Spara" }));
    await expect(form.getByText("Skriv ett namn på högst 100 tecken.")).toBeVisible();
    await form.getByLabel("Namn").fill("Ritsalen");
    await inspect(elin);
    await touch(form.getByRole("button", { name: "Spara" }));
    await press(elin.getByRole("button", { name: `Arkivera: ${code}` }));
    await expect(elin.getByText(`${code} har arkiverats`)).toBeVisible();
  });

  await test.step("what a member charges has a label, and the owner says otherwise", async () => {
    const [place, name] = ["NSL-STO-03", "Liljeholmstorget P-hus"];
    await charge({ token_uid: ANNAS_CARD, location_id: place, charging_minutes: 20 });
    await openSessionAt(elin, name);
    const label = elin.locator("section").filter({ hasText: "Vad den var för" });
    await untilShown(elin, label);
    await press(label.getByRole("button", { name: "Ändra" }));
    const form = elin.getByRole("dialog", { name: "Vad var den för?" });
    await inspect(elin);
    await touch(form.getByRole("button", { name: "Spara" }));
    await expect(label).toContainText("Elin Lindqvist har sagt det");
    await inspect(elin);
  });

  await test.step("the member has what is hers, and no bill", async () => {
    await readAll(anna, ["/", "/sessions", "/tokens", "/charge"]);
    await expect(anna.getByRole("link", { name: "Fakturor" })).toHaveCount(0);
    await anna.goto("/invoices");
    await expect(anna).toHaveURL("/no-access");
    await inspect(anna);
    await anna.goto("/account");
    await expect(anna).toHaveURL("/no-access");
  });
});

test("somebody is invited, joins by the mail's link, and is taken off again @phone", async ({
  elin,
  stranger,
}) => {
  const name = `Nils ${Date.now() % 10_000}`;
  const email = `${name.replace(" ", ".").toLowerCase()}@lindqvistberg.example`;
  const row = elin.getByRole("main").getByRole("listitem").filter({ hasText: email });

  await test.step("the owner asks him", async () => {
    await elin.goto("/account");
    await press(elin.getByRole("button", { name: "Bjud in någon" }).first());
    const form = elin.getByRole("dialog", { name: "Bjud in någon" });
    await form.getByLabel("Namn").fill(name);
    await form.getByLabel("E-postadress").fill(email);
    await inspect(elin);
    await touch(form.getByRole("button", { name: "Skicka inbjudan" }));
    await expect(row).toContainText("Inbjuden");
  });

  await test.step("he accepts, and proves his address", async () => {
    await openMailTo(stranger, email);
    await followLink(stranger, "/account/join/");
    await expect(stranger.getByRole("heading", { level: 1 })).toContainText("Lindqvist & Berg");
    await inspect(stranger);
    await press(stranger.getByRole("button", { name: "Tacka ja" }));
    await expect(stranger.getByRole("heading", { name: "Titta i din inkorg" })).toBeVisible();
    await openMailTo(stranger, email, "Din inloggning");
    await followLink(stranger, "/callback/email");
    await expect(stranger.getByRole("button", { name: `Konto för ${name}` })).toBeVisible();
    await inspect(stranger);
  });

  await test.step("the owner takes him off: he comes in no more", async () => {
    // His home asks again and again what charges, and would be told that he may not.
    await stranger.goto("/privacy-policy");
    await elin.reload();
    await press(elin.getByRole("button", { name: `Ta bort: ${name}` }));
    await touch(elin.getByRole("alertdialog").getByRole("button", { name: "Ta bort" }));
    await expect(row).toHaveCount(0);
    // Behind the question the list cannot be seen: it is gone there before it is gone.
    await expect(async () => {
      await stranger.goto("/");
      await expect(stranger).toHaveURL("/sign-in", { timeout: 2_000 });
    }).toPass();
  });
});
