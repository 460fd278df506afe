import type { Page } from "@playwright/test";
import { untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press, touch } from "./press";

/** Her own money, as the page says it: "€12.34", in cents. */
async function readBalance(page: Page): Promise<number> {
  await page.goto("/wallet");
  const shown = await page
    .getByText(/^€[\d,]+\.\d\d$/)
    .first()
    .innerText();
  return Number(shown.replaceAll(/\D/g, ""));
}

test("a driver who pays before tops up, sets a limit, and takes money out @phone", async ({
  sanne: page,
}) => {
  const main = page.getByRole("main");
  const before = await readBalance(page);

  await test.step("too little is told before anything is paid", async () => {
    await press(page.getByRole("button", { name: "Top up", exact: true }));
    const form = page.getByRole("dialog", { name: "Top up" });
    await form.getByLabel("Amount in EUR").fill("0.10");
    await press(form.getByRole("button", { name: "Pay on the payment page" }));
    await expect(form.getByText(/^Write an amount from/)).toBeVisible();
    await inspect(page, "en");
    await form.getByLabel("Amount in EUR").fill("25");
    await press(form.getByRole("button", { name: "Pay on the payment page" }));
  });

  await test.step("paid on the payment service's page, it is hers", async () => {
    await page.waitForURL(/\/c\/pay\//);
    await touch(page.getByRole("button", { name: /^Pay / }));
    await expect(page).toHaveURL(/\/wallet/);
    await expect.poll(async () => readBalance(page), "the money has come").toBe(before + 2_500);
    await inspect(page, "en");
  });

  await test.step("a limit for each month, and away with it", async () => {
    await page.goto("/limits");
    await press(page.getByRole("button", { name: "Set a limit" }).first());
    const form = page.getByRole("dialog", { name: "Set a limit" });
    await form.getByLabel(/^Amount/).fill("90");
    await inspect(page, "en");
    await press(form.getByRole("button", { name: "Set the limit" }));
    const row = main.getByRole("row").filter({ hasText: "€90.00" });
    await expect(row).toBeVisible();
    await inspect(page, "en");
    await press(row.getByRole("button", { name: /^Take away/ }));
    await press(page.getByRole("alertdialog").getByRole("button", { name: "Take away" }));
    await expect(row).toHaveCount(0);
  });

  await test.step("what she paid in goes back to where it came from", async () => {
    await page.goto("/wallet");
    await press(page.getByRole("button", { name: "Take money out" }));
    const form = page.getByRole("dialog", { name: "Take money out" });
    await form.getByLabel("Amount in EUR").fill("25");
    await expect(form.getByText("This will happen")).toBeVisible();
    await inspect(page, "en");
    await press(form.getByRole("button", { name: "Take out €25.00" }));
    await expect(form).toHaveCount(0);
    await untilShown(page, main.getByRole("cell", { name: "Taken out" }).first());
    expect(await readBalance(page)).toBe(before);
  });
});
