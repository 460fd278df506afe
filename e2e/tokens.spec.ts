import type { Page } from "@playwright/test";
import { charge } from "./cpo";
import { untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press, touch } from "./press";
import { readAll } from "./read-pages";

/** So many figures of chance: a second try of the test has cards of its own. */
const figures = (count: number) =>
  Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join("");

async function activate(page: Page, button: string, card: { number: string; name?: string }) {
  await press(page.getByRole("button", { name: button }).first());
  const form = page.getByRole("dialog", { name: "Aktivera ett kort" });
  await form.getByLabel("Kortets nummer").fill(card.number);
  if (card.name !== undefined) await form.getByLabel("Namn (frivilligt)").fill(card.name);
  await inspect(page);
  await touch(form.getByRole("button", { name: "Aktivera" }));
  await expect(form).toHaveCount(0);
}

test("a lost card is blocked in two taps, and one from the stock takes its place @phone", async ({
  jonas,
  operations,
}) => {
  const mark = figures(6);
  const [lost, next] = [`Väskan ${mark}`, `Nyckelringen ${mark}`];
  const [chip, printed] = [`04${figures(12)}`, `KVT-${figures(8)}`];
  const row = (name: string) =>
    jonas
      .getByRole("listitem")
      .filter({ has: jonas.getByRole("heading", { level: 2, name, exact: true }) });

  await test.step("a card is activated by its chip, and every network hears of it", async () => {
    await readAll(jonas, ["/tokens"]);
    await activate(jonas, "Aktivera ett kort", { number: chip, name: lost });
    await expect(row(lost)).toContainText("Aktiv");
    await untilShown(jonas, row(lost).getByText(/^Känd hos (\d+) av \1 nät$/));
    await charge({ token_uid: chip, location_id: "NSL-STO-03", charging_minutes: 15 });
  });

  await test.step("its page says who knows of it, and what it was used for", async () => {
    await touch(row(lost).getByRole("link", { name: lost }));
    await expect(jonas.getByRole("heading", { level: 1 })).toContainText(lost);
    const main = jonas.getByRole("main");
    await untilShown(jonas, main.getByRole("link", { name: /Liljeholmstorget P-hus/ }));
    await expect(main.getByText("Nordström Laddning", { exact: true })).toBeVisible();
    await expect(main.getByText("Underrättad").first()).toBeVisible();
    await inspect(jonas);
  });

  await test.step("it is lost: two taps", async () => {
    await jonas.goto("/tokens");
    await press(row(lost).getByRole("button", { name: "Jag har tappat det" }));
    await touch(jonas.getByRole("alertdialog").getByRole("button", { name: "Spärra" }));
    await expect(row(lost)).toContainText("Anmäld som tappad");
    await untilShown(jonas, row(lost).getByText(/^Spärrad hos (\d+) av \1 nät$/));
    await inspect(jonas);
  });

  await test.step("another is ordered in its place", async () => {
    await press(row(lost).getByRole("button", { name: "Beställ ett nytt" }));
    const form = jonas.getByRole("dialog", { name: `Beställ ett nytt i stället för ${lost}` });
    await form.getByLabel("Vad kortet ska heta").fill(next);
    await form.getByLabel("Adress", { exact: true }).fill("Ringvägen 4");
    await form.getByLabel("Postnummer").fill("118 60");
    await form.getByLabel("Ort", { exact: true }).fill("Stockholm");
    await form.getByLabel("Land (två bokstäver)").fill("SE");
    await inspect(jonas);
    await touch(form.getByRole("button", { name: "Beställ", exact: true }));
    await expect(jonas.getByRole("listitem").filter({ hasText: next })).toContainText("Beställt");
  });

  await test.step("operations takes cards into the stock and sends one", async () => {
    await operations.goto("/operations/cards");
    await press(operations.getByRole("button", { name: "Läs in kort" }));
    const stock = operations.getByRole("dialog", { name: "Läs in kort" });
    await stock.getByLabel("Omgång").fill(`Provet ${mark}`);
    await stock.getByLabel("Lista").fill(`number;uid\n${printed};04${figures(12)}`);
    await inspect(operations);
    await touch(stock.getByRole("button", { name: "Läs in", exact: true }));
    await expect(operations.getByRole("cell", { name: `Provet ${mark}` })).toBeVisible();
    const order = operations.getByRole("row").filter({ hasText: next });
    await press(order.getByRole("button", { name: "Skicka" }));
    const send = operations.getByRole("dialog", { name: "Vilket kort skickas?" });
    await send.getByLabel("Numret på kortet").fill(printed);
    await touch(send.getByRole("button", { name: "Skicka", exact: true }));
    await expect(order.getByRole("button", { name: "Skicka" })).toHaveCount(0);
    await expect(order).toContainText(printed);
    await inspect(operations);
  });

  await test.step("it has come: by its printed number it charges, and the old one is done with", async () => {
    await jonas.reload();
    const coming = jonas.getByRole("listitem").filter({ hasText: next });
    await expect(coming).toContainText("Skickat");
    // What other tries ordered stands in the same list; the number says which card it is.
    await activate(jonas, "Det har kommit", { number: printed.toLowerCase().replace("-", " ") });
    await expect(row(next)).toContainText("Aktiv");
    await expect(row(lost)).toContainText("Ersatt av ett nyare kort");
    await expect(row(lost).getByRole("button")).toHaveCount(0);
    await inspect(jonas);
  });
});
