import { charge, rfidOf } from "./cpo";
import { openInvoice, openSessionAt, readPrice, untilShown } from "./driver";
import { invoiceNow } from "./finance";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { followLink, openMailTo } from "./mailbox";
import { press, touch } from "./press";
import type { Page } from "@playwright/test";

/** From our page to the one where cards are entered, which is the payment service's own. */
async function enterCard(page: Page, number: string): Promise<void> {
  await press(page.getByRole("button", { name: "Lägg till ett kort" }));
  await page.waitForURL(/\/c\/pay\//);
  await page.getByRole("radio", { name: number }).check();
  await touch(page.getByRole("button", { name: "Save card" }));
}

/** Removes what an earlier try of the test has saved. */
async function removeCards(page: Page): Promise<void> {
  await page.goto("/payment");
  const buttons = page.getByRole("button", { name: /^Ta bort: / });
  for (let left = await buttons.count(); left > 0; left -= 1) {
    await press(buttons.first());
    await touch(page.getByRole("alertdialog").getByRole("button", { name: "Ta bort" }));
    await expect(buttons).toHaveCount(left - 1);
  }
}

test("a driver without a card saves one, and his open invoice is paid with it @phone", async ({
  jonas,
  finance,
}) => {
  await removeCards(jonas);
  let number = "";
  const sum = await test.step("he owes an invoice that nothing pays", async () => {
    await charge({ token_uid: rfidOf.jonas, location_id: "NSL-STO-02", charging_minutes: 20 });
    await openSessionAt(jonas, "Norra Djurgårdsstaden");
    await readPrice(jonas);
    const shown = await invoiceNow(finance, "Jonas Berg");
    await jonas.goto("/");
    await expect(jonas.getByText("Du har inget sparat kort")).toBeVisible();
    await inspect(jonas);
    return shown;
  });

  await test.step("a card that is declined at once is not saved", async () => {
    await jonas.goto("/payment");
    await inspect(jonas);
    await enterCard(jonas, "4000 0000 0000 0002");
    await expect(jonas.getByRole("alert")).toHaveText("Your card was declined.");
    await touch(jonas.getByRole("link", { name: "Cancel" }));
    await expect(jonas.getByText("Inget kort sparades")).toBeVisible();
  });

  await test.step("one that is declined when charged: he is told what to do", async () => {
    await enterCard(jonas, "4000 0000 0000 0341");
    await expect(jonas.getByText("Tack. Kortet sparas.")).toBeVisible();
    await untilShown(jonas, jonas.getByText("Visa •••• 0341"));
    await openInvoice(jonas, sum);
    const heading = await jonas.getByRole("heading", { level: 1 }).innerText();
    number = /[A-Z]+-\d{4}-\d+/.exec(heading)?.[0] ?? "";
    expect(number).not.toBe("");
    await untilShown(jonas, jonas.getByText("Betalningen gick inte igenom"));
    await expect(jonas.getByText(/Din bank nekade/)).toBeVisible();
    await inspect(jonas);
    await jonas.goto("/");
    // Once its reminders have begun, what comes next is said with it.
    const said = /^Faktura .* (kunde inte betalas|är inte betalt)$/;
    await expect(jonas.getByText(said).first()).toBeVisible();
  });

  await test.step("the mail of it leads to a page that pays, for whoever has the link", async () => {
    await openMailTo(jonas, "jonas@kvitt.example", `gick inte igenom: faktura ${number}`);
    await followLink(jonas, "/pay/");
    await expect(jonas.getByRole("heading", { level: 1, name: number })).toBeVisible();
    await expect(jonas.getByRole("main")).toContainText(sum);
    await expect(jonas.getByRole("button", { name: "Betala nu" })).toBeVisible();
    await inspect(jonas);
  });

  await test.step("a good card pays what was left open", async () => {
    await jonas.goto("/payment");
    await enterCard(jonas, "4242 4242 4242 4242");
    await expect(jonas.getByText("Tack. Kortet sparas.")).toBeVisible();
    await untilShown(jonas, jonas.getByText("Visa •••• 4242"));
    await inspect(jonas);
    await openInvoice(jonas, sum);
    await untilShown(jonas, jonas.getByText("Betald", { exact: true }));
  });
});
