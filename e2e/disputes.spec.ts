import { charge, rfidOf } from "./cpo";
import { untilShown } from "./driver";
import { invoiceNow } from "./finance";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press, touch } from "./press";
import { isPhoneRun } from "./width";

/** A picture of 4 × 4 pixels. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEUlEQVR4nGO4+SkbjhiI4wAAnwEjYQ6scq8AAAAASUVORK5CYII=",
  "base64",
);

/** So many minutes ago, on a whole minute. */
const ago = (minutes: number) =>
  new Date(Math.floor(Date.now() / 60_000 - minutes) * 60_000).toISOString();

test("what is not right is one trace for the driver, finance and the operator @phone", async ({
  jonas,
  finance,
  nora,
}) => {
  // One card in two towns at once, on a day that no other run or try has.
  const day = 2 + 2 * test.info().retry + (isPhoneRun() ? 1 : 0);
  const startsAgo = day * 24 * 60 + Math.floor(Math.random() * 600);
  const order = { token_uid: rfidOf.jonas, charging_minutes: 45, power_kw: 7.2 };
  const [own, other] = [
    { ...order, location_id: "NSL-GOT-01", start_date_time: ago(startsAgo) },
    { ...order, location_id: "NSL-STO-01", start_date_time: ago(startsAgo - 15) },
  ];
  await charge(own);
  await charge(other);
  let number = "";

  await test.step("an overlap offers it by itself", async () => {
    await jonas.goto("/");
    const offer = jonas.getByRole("status").filter({ hasText: "Två laddningar överlappar" });
    await untilShown(jonas, offer.first());
    await inspect(jonas);
    await touch(offer.first().getByRole("link", { name: "Se laddningen" }));
    await expect(jonas.getByText("Något med den här laddningen stämmer inte")).toBeVisible();
    await expect(jonas.getByText("Samma kort laddade i").first()).toBeVisible();
  });

  await test.step("the driver says it with a reason, words and a picture", async () => {
    await press(jonas.getByRole("button", { name: "Det här stämmer inte" }));
    const form = jonas.getByRole("dialog", { name: "Vad stämmer inte?" });
    await expect(
      form.getByRole("radio", { name: "Den överlappar en annan laddning" }),
    ).toBeChecked();
    await touch(form.getByRole("button", { name: "Skicka" }));
    await expect(form.getByText("Skriv kort vad som är fel.")).toBeVisible();
    await form.getByLabel("Med dina ord").fill("Jag var bara i Göteborg den morgonen.");
    await form
      .getByLabel("Lägg till en bild")
      .setInputFiles({ name: "display.png", mimeType: "image/png", buffer: PICTURE });
    await expect(form.getByRole("img", { name: "Bild 1" })).toBeVisible();
    await inspect(jonas);
    await touch(form.getByRole("button", { name: "Skicka" }));
    const heading = jonas.getByRole("heading", { level: 1, name: /^Invändning R-\d{4}-\d{4,}/ });
    await expect(heading).toBeVisible();
    number = /R-\d{4}-\d+/.exec(await heading.innerText())?.[0] ?? "";
    const now = jonas.locator("[aria-current=step]");
    await expect(now).toContainText("Vi tittar på det");
    await expect(now).toContainText(/dagar kvar|dag kvar/);
    await expect(jonas.getByRole("img", { name: "Bild 1" })).toBeVisible();
    await inspect(jonas);
  });

  await test.step("finance asks the operator", async () => {
    await invoiceNow(finance, "Jonas Berg");
    await finance.goto("/finance/objections");
    await inspect(finance);
    await finance.getByRole("link", { name: number }).click();
    await expect(finance.getByRole("heading", { name: "Vad som inte stämmer" })).toBeVisible();
    await inspect(finance);
    await press(finance.getByRole("button", { name: "Fråga operatören" }));
    const form = finance.getByRole("dialog", { name: "Fråga Nordström Laddning" });
    await expect(form.getByLabel("Din fråga")).toHaveValue(/Jag var bara i Göteborg/);
    await form.getByRole("checkbox", { name: "Bild 1" }).check();
    await inspect(finance);
    await touch(form.getByRole("button", { name: "Fråga operatören" }));
    await expect(finance.locator("[aria-current=step]")).toContainText("svarar");
  });

  await test.step("the operator sees the question and nobody's name, and agrees", async () => {
    await nora.goto("/partner/disputes");
    await inspect(nora);
    await nora.getByRole("link", { name: number }).click();
    const main = nora.getByRole("main");
    await expect(main).toContainText("Ni fick frågan");
    await expect(main).not.toContainText("Jonas");
    await expect(main.getByRole("img", { name: "Bild 1" })).toBeVisible();
    await press(main.getByRole("radio", { name: /^Föraren har rätt/ }));
    await inspect(nora);
    await touch(main.getByRole("button", { name: "Svara" }));
    await nora.getByRole("alertdialog").getByRole("button", { name: "Svara" }).click();
    await expect(main).toContainText("Ni håller med");
    await inspect(nora);
  });

  await test.step("finance issues the credit note", async () => {
    await finance.reload();
    await expect(finance.getByText("Nordström Laddning håller med")).toBeVisible();
    await press(finance.getByRole("button", { name: "Kreditera" }));
    const form = finance.getByRole("dialog").filter({ hasText: "Hur mycket" });
    await form.getByLabel("Skäl, som föraren läser").fill("Operatören håller med.");
    const issue = form.getByRole("button", { name: "Ställ ut kreditfaktura" });
    await expect(async () => {
      // A press while it is worked out what will happen does nothing.
      if (await issue.isVisible()) await issue.click();
      await expect(finance.getByText("Återlämnat", { exact: true })).toBeVisible({
        timeout: 3_000,
      });
    }).toPass();
    await inspect(finance);
  });

  await test.step("the driver sees the whole trace, and what came back", async () => {
    await untilShown(jonas, jonas.getByRole("link", { name: /^Kreditfaktura / }));
    const trace = jonas.getByRole("main").getByRole("list").first();
    await expect(trace.getByRole("listitem")).toContainText([
      "Du sade till",
      "Nordström Laddning fick frågan",
      "Nordström Laddning håller med",
      "Kreditfaktura",
    ]);
    await expect(jonas.getByText("Återlämnat", { exact: true }).first()).toBeVisible();
    await inspect(jonas);
    await jonas.goto("/disputes");
    await expect(jonas.getByText(number)).toBeVisible();
    await inspect(jonas);
  });
});
