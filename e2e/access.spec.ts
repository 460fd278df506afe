import { charge, rfidOf } from "./cpo";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { newestMail, openMailAfter } from "./mailbox";
import { press, touch, untilAlive } from "./press";
import { openInvoice, openSessionAt, readPrice } from "./driver";
import { invoiceNow } from "./finance";

test("whoever is not signed in is sent to sign in and gets no data", async ({ stranger }) => {
  for (const path of [
    "/",
    "/sessions",
    "/invoices",
    "/tokens",
    "/payment",
    "/finance",
    "/operations",
  ]) {
    await stranger.goto(path);
    await expect(stranger, path).toHaveURL("/sign-in");
  }
  await inspect(stranger);

  for (const path of ["/api/trpc/driver.home.read", "/api/trpc/driver.sessions.list"]) {
    const answer = await stranger.request.get(path);
    expect(answer.status(), path).toBe(401);
  }
  const pdf = await stranger.request.get(`/invoices/${crypto.randomUUID()}/pdf`, {
    maxRedirects: 0,
  });
  expect(pdf.status()).toBe(303);
});

test("a link from an e-mail signs in once, and signing out ends it @phone", async ({
  stranger,
}) => {
  const account = stranger.getByRole("button", { name: "Konto för Jonas Berg" });
  const mail = ["Din inloggning till Kvitt", "jonas@kvitt.example"];
  const before = await newestMail(stranger, ...mail);
  await inspect(stranger);

  await test.step("ask for a link", async () => {
    await stranger.goto("/sign-in");
    const send = stranger.getByRole("button", { name: "Skicka länk" });
    await untilAlive(send);
    await stranger.getByLabel("E-postadress").fill("jonas@kvitt.example");
    await touch(send);
    await expect(stranger.getByRole("heading", { name: "Titta i din inkorg" })).toBeVisible();
    await inspect(stranger);
  });

  await test.step("find it in the mailbox of the demo", async () => {
    await openMailAfter(stranger, before, ...mail);
    await expect(stranger.getByText("Till jonas@kvitt.example")).toBeVisible();
    await inspect(stranger);
  });

  const link = stranger.getByRole("main").getByRole("link", { name: /^http/ });
  const address = (await link.getAttribute("href")) ?? "";
  await test.step("follow it", async () => {
    await touch(link);
    await expect(account).toBeVisible();
  });

  await test.step("sign out", async () => {
    await press(account);
    await touch(stranger.getByRole("menuitem", { name: "Logga ut" }));
    await expect(stranger).toHaveURL("/sign-in");
    await stranger.goto("/");
    await expect(stranger).toHaveURL("/sign-in");
  });

  await test.step("the link holds no second time", async () => {
    await stranger.goto(address);
    await expect(stranger.getByRole("alert").getByText(/Länken är använd/)).toBeVisible();
  });
});

test("a driver sees neither the staff's pages nor what is another driver's", async ({
  astrid,
  jonas,
  finance,
}) => {
  await charge({ token_uid: rfidOf.jonas, location_id: "NSL-STO-03", charging_minutes: 20 });
  await openSessionAt(jonas, "Liljeholmstorget P-hus");
  const session = new URL(jonas.url()).pathname;
  await readPrice(jonas);
  await openInvoice(jonas, await invoiceNow(finance, "Jonas Berg"));
  await expect(jonas.getByRole("article")).toContainText("Liljeholmstorget P-hus");
  const invoice = new URL(jonas.url()).pathname;

  for (const path of [session, invoice]) {
    await astrid.goto(path);
    await expect(astrid.getByText("Det finns inget här"), path).toBeVisible();
    await expect(astrid.getByText("Liljeholmstorget")).toHaveCount(0);
  }
  await inspect(astrid);
  expect((await astrid.request.get(`${invoice}/pdf`)).status()).toBe(404);
  const input = encodeURIComponent(JSON.stringify({ json: { id: session.split("/").at(-1) } }));
  for (const procedure of ["driver.sessions.get", "finance.cdrs.get"]) {
    const answer = await astrid.request.get(`/api/trpc/${procedure}?input=${input}`);
    expect([403, 404], procedure).toContain(answer.status());
  }

  for (const path of ["/finance", "/finance/cdrs", "/finance/drivers", "/operations/partners"]) {
    await astrid.goto(path);
    await expect(astrid.getByText("Du har inte tillgång hit"), path).toBeVisible();
    await expect(astrid.getByText("Jonas Berg")).toHaveCount(0);
  }
  await inspect(astrid);
});

test("operations can read and use its pages of commands, charging and settings", async ({
  operations,
}) => {
  const paths = [
    "/operations/commands",
    "/operations/commands/unlock",
    "/operations/charging",
    "/operations/messages",
  ];
  for (const path of paths) {
    await operations.goto(path);
    await expect(operations, path).toHaveURL(path);
    await inspect(operations);
  }
  await operations.goto("/operations/partners");
  await operations.getByRole("link", { name: "Nordström Laddning" }).click();
  await expect(operations.getByRole("heading", { level: 1 })).toContainText("Nordström Laddning");
  await operations.goto(`${new URL(operations.url()).pathname}/settings`);
  await expect(operations).toHaveURL(/\/operations\/partners\/[^/]+\/settings$/);
  await inspect(operations);
});

test("operations see what other tolerances would change before they save them, finance reads the same form", async ({
  operations,
  finance,
}) => {
  await operations.goto("/operations/partners");
  await operations.getByRole("link", { name: "Nordström Laddning" }).click();
  await operations.getByRole("link", { name: "Prissättning och toleranser" }).click();
  const see = operations.getByRole("button", { name: "Se effekten" });
  await untilAlive(see);
  await inspect(operations);
  const below = operations.getByLabel("Under vår siffra, i valutan");
  await operations.getByLabel("Över vår siffra, i valutan").fill("1");
  await below.fill("0,5");
  await touch(see);
  await expect(operations.getByText(/inte snävare än över vår siffra/).last()).toBeVisible();
  await below.fill("");
  await operations.getByLabel("På en faktura sammanlagt, i valutan").fill("5");
  await touch(see);
  await expect(operations.getByRole("heading", { name: "Vad det skulle ändra" })).toBeVisible();
  await operations.getByRole("button", { name: "Spara inställningarna" }).click();
  await expect(operations.getByRole("alertdialog")).toContainText("Prissätta Nordström Laddning");
  await operations.getByRole("button", { name: "Avbryt" }).click();
  await inspect(operations);

  const rating = new URL(operations.url()).pathname.replace("/operations", "/finance");
  await finance.goto(rating);
  await expect(finance.getByRole("heading", { level: 1 })).toHaveText(
    "Prissättning och toleranser",
  );
  await expect(finance.getByLabel("På en faktura sammanlagt, i valutan")).toHaveValue("");
  await inspect(finance);
});

test("finance drafts a version of a plan, and sees what it does before it publishes", async ({
  finance,
}) => {
  await finance.goto("/finance/plans");
  await finance.getByRole("link", { name: "Kvitt Fast" }).click();
  await expect(finance.getByRole("heading", { level: 1 })).toContainText("Kvitt Fast");
  await inspect(finance);
  await finance.getByRole("link", { name: "Ny version" }).click();
  await expect(finance).toHaveURL(/\/finance\/plans\/[^/]+\/new$/);
  const publish = finance.getByRole("button", { name: /^Publicera version/ });
  await expect(publish).toBeDisabled();
  const show = finance.getByRole("button", { name: "Visa verkan" });
  await untilAlive(show);
  await finance.getByLabel("Startavgift").fill("fem");
  await touch(show);
  await expect(finance.getByText("Skriv ett tal, till exempel 4,50.")).toBeVisible();
  await inspect(finance);
  await finance.getByLabel("Startavgift").fill("5");
  await touch(show);
  await expect(publish).toBeEnabled();
  await inspect(finance);
  await touch(publish);
  await expect(finance.getByRole("dialog")).toContainText("Den ändras aldrig sedan");
  await inspect(finance);
  await finance.getByRole("button", { name: "Avbryt" }).click();
});
