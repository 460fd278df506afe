import { charge } from "./cpo";
import { openSessionAt, untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press } from "./press";
import { readAll } from "./read-pages";

const ANNAS_CARD = "04A7FA1C53D280";

test("a firm's owner divides what is charged; a member sees his own and nothing of the firm's", async ({
  elin,
  anna,
}) => {
  await test.step("people, cards, cost centres, rules and what they make of the last days", async () => {
    await readAll(elin, ["/account", "/account/rules"]);
    await expect(elin.getByRole("listitem").filter({ hasText: "Bo på bygget" })).toContainText(
      "→ tjänst, 4200",
    );
  });

  await test.step("a rule moves by keyboard, and back", async () => {
    const down = elin.getByRole("button", { name: "Flytta ner Helg" });
    await press(down);
    await expect(elin.getByText("Helg är nu nummer 2")).toBeVisible();
    const up = elin.getByRole("button", { name: "Flytta upp Helg" });
    await up.focus();
    await elin.keyboard.press("Enter");
    await expect(elin.getByText("Helg är nu nummer 1")).toBeVisible();
  });

  await test.step("a cost centre is added, and put away again", async () => {
    const code = `9${Date.now() % 100_000}`;
    await press(elin.getByRole("button", { name: "Lägg till kostnadsställe" }));
    const form = elin.getByRole("dialog", { name: "Nytt kostnadsställe" });
    await form.getByLabel("Kod").fill(code);
    await form.getByRole("button", { name: "Spara" }).click();
    await expect(form.getByText("Skriv ett namn på högst 100 tecken.")).toBeVisible();
    await form.getByLabel("Namn").fill("Ritsalen");
    await inspect(elin);
    await form.getByRole("button", { name: "Spara" }).click();
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
    await form.getByRole("button", { name: "Spara" }).click();
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

test("somebody is invited, joins by the mail's link, and is taken off again", async ({
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
    await form.getByRole("button", { name: "Skicka inbjudan" }).click();
    await expect(row).toContainText("Inbjuden");
  });

  await test.step("he accepts, and proves his address", async () => {
    const mail = stranger.getByRole("row").filter({ hasText: email }).first().getByRole("link");
    await stranger.goto("/demo/mail");
    await untilShown(stranger, mail);
    await mail.click();
    await stranger.getByRole("main").locator('a[href*="/account/join/"]').click();
    await expect(stranger.getByRole("heading", { level: 1 })).toContainText("Lindqvist & Berg");
    await inspect(stranger);
    await press(stranger.getByRole("button", { name: "Tacka ja" }));
    await expect(stranger.getByRole("heading", { name: "Se i din inkorg" })).toBeVisible();
    const link = stranger
      .getByRole("row")
      .filter({ hasText: email })
      .filter({ hasText: "Din inloggning" })
      .first()
      .getByRole("link");
    await stranger.goto("/demo/mail");
    await untilShown(stranger, link);
    await link.click();
    await stranger.getByRole("main").locator('a[href*="/callback/email"]').click();
    await expect(stranger.getByRole("button", { name: `Konto för ${name}` })).toBeVisible();
    await inspect(stranger);
  });

  await test.step("the owner takes him off: he comes in no more", async () => {
    await elin.reload();
    await press(elin.getByRole("button", { name: `Ta bort: ${name}` }));
    await elin.getByRole("alertdialog").getByRole("button", { name: "Ta bort" }).click();
    await expect(row).toHaveCount(0);
    // Behind the question the list cannot be seen: it is gone there before it is gone.
    await expect(async () => {
      await stranger.goto("/");
      await expect(stranger).toHaveURL("/sign-in", { timeout: 2_000 });
    }).toPass();
  });
});
