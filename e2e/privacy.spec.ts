import { strFromU8, unzipSync } from "fflate";
import { untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press, touch } from "./press";
import { readAll } from "./read-pages";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

test("a driver takes out all that is kept of him, and nobody else can @phone", async ({
  jonas,
  astrid,
  stranger,
}) => {
  await readAll(jonas, ["/privacy"]);
  await expect(jonas.getByRole("heading", { name: "Vad vi har" })).toBeVisible();
  await expect(jonas.getByText("Lagkrav").first()).toBeVisible();
  const archives = jonas.getByRole("link", { name: /^Hämta, / });
  const before = await archives.count();
  await press(jonas.getByRole("button", { name: "Gör ett arkiv" }));
  await expect(archives).toHaveCount(before + 1, { timeout: 90_000 });
  await inspect(jonas);
  const path = (await archives.first().getAttribute("href")) ?? "";
  const answer = await jonas.request.get(path);
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="kvitt-data-/);
  expect(answer.headers()["cache-control"]).toContain("no-store");
  const files = unzipSync(new Uint8Array(await answer.body()));
  const drivers = JSON.parse(strFromU8(files["data/drivers.json"] ?? new Uint8Array())) as object[];
  expect(drivers).toMatchObject([{ name: "Jonas Berg", email: "jonas@kvitt.example" }]);
  expect((await astrid.request.get(path)).status()).toBe(404);
  expect((await stranger.request.get(path, { maxRedirects: 0 })).status()).toBe(303);
});

test("a driver sees where he is signed in, and signs another browser out @phone", async ({
  jonas,
  browser,
}) => {
  const context = await browser.newContext({ userAgent: FIREFOX });
  const other = await context.newPage();
  await other.goto("/sign-in");
  await touch(other.getByRole("button", { name: "Jonas Berg" }));
  await expect(other.getByRole("button", { name: "Konto för Jonas Berg" })).toBeVisible();

  await jonas.goto("/privacy");
  const there = jonas.getByRole("button", { name: /^Logga ut där: Firefox på Windows/ });
  await expect(there.first()).toBeVisible();
  await expect(jonas.getByText("Den här webbläsaren", { exact: true })).toHaveCount(1);
  const open = await there.count();
  await inspect(jonas);
  await press(there.first());
  await expect(there).toHaveCount(open - 1);
  await expect(jonas.getByText("Avslutad på annat håll").first()).toBeVisible();

  await test.step("whatever is left, at once", async () => {
    await other.goto("/sign-in");
    await touch(other.getByRole("button", { name: "Jonas Berg" }));
    await expect(other.getByRole("button", { name: "Konto för Jonas Berg" })).toBeVisible();
    await jonas.reload();
    await press(jonas.getByRole("button", { name: "Logga ut överallt annars" }));
    const question = jonas.getByRole("alertdialog");
    await touch(question.getByRole("button", { name: "Logga ut överallt annars" }));
    await expect(jonas.getByText("Du är inte inloggad någon annanstans.")).toBeVisible();
  });
  await other.goto("/privacy");
  await expect(other).toHaveURL("/sign-in");
  await context.close();
});

test("a driver asks to be forgotten, and takes it back @phone", async ({ jonas }) => {
  const ask = jonas.getByRole("button", { name: "Glöm mig" });
  const takeBack = jonas.getByRole("button", { name: "Ångra" });
  await jonas.goto("/privacy");
  await expect(ask.or(takeBack)).toBeVisible();
  // What a first try of this test asked for.
  if ((await takeBack.count()) > 0) await press(takeBack);
  await press(ask);
  const question = jonas.getByRole("alertdialog", { name: "Ska vi glömma dig?" });
  await expect(question).toContainText("Om sju dagar stängs kontot");
  await inspect(jonas);
  await touch(question.getByRole("button", { name: "Ja, glöm mig" }));
  await untilShown(jonas, jonas.getByText(/^Du blir glömd den \d+ \p{L}+ \d{4}$/u));
  await inspect(jonas);
  await press(takeBack);
  await expect(ask).toBeVisible();
  await jonas.goto("/");
  await expect(jonas.getByRole("heading", { level: 1 })).not.toBeEmpty();
});
