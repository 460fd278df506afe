import { charge, rfidOf } from "./cpo";
import { invoiceNow, openCdr } from "./finance";
import { test } from "./house";
import { readAll, readFirstOf } from "./read-pages";

const queues = [
  "/finance",
  "/finance/cases",
  "/finance/approvals",
  "/finance/cdrs/credit-notes",
  "/finance/expected",
  "/finance/promises",
];
const billing = [
  "/finance/drivers",
  "/finance/runs",
  "/finance/invoices",
  "/finance/credit-notes",
  "/finance/documents",
  "/finance/documents/series",
  "/finance/documents/vat-numbers",
  "/finance/plans",
  "/finance/plans/new",
];
const money = [
  "/finance/wallets",
  "/finance/dunning",
  "/finance/dunning/rules",
  "/finance/disputes",
  "/finance/objections",
  "/finance/payouts",
  "/finance/bank",
  "/finance/settlement",
];
const books = [
  "/finance/ledger/trial-balance",
  "/finance/exports",
  "/finance/accounts",
  "/finance/close",
];
const driver = [
  "/",
  "/wallet",
  "/plan",
  "/limits",
  "/payment",
  "/invoices",
  "/invoices/documents",
  "/credit-notes",
  "/disputes",
];
/** Where paying before differs. */
const prepaid = ["/", "/wallet", "/plan", "/payment", "/invoices"];

test("finance's queues are readable on a screen and a phone", async ({ finance }) => {
  await readAll(finance, queues);
});

test("finance's pages of invoices, documents and plans are readable", async ({ finance }) => {
  await readAll(finance, billing);
});

test("finance's pages of money are readable", async ({ finance }) => {
  await readAll(finance, money);
});

test("what a charge leads to is readable: an invoice, and a debt to its operator", async ({
  astrid,
  finance,
}) => {
  const cdrId = await charge({
    token_uid: rfidOf.astrid,
    location_id: "NSL-STO-02",
    charging_minutes: 45,
  });
  await openCdr(finance, cdrId, "Godtagen");
  await invoiceNow(finance, "Astrid Lindqvist");
  await readFirstOf(finance, "/finance/invoices");
  await readFirstOf(finance, "/finance/settlement");
  await readFirstOf(astrid, "/invoices");
});

test("finance's books are readable", async ({ finance }) => {
  await readAll(finance, books);
});

test("a driver's pages of money are readable, for one who pays later", async ({ astrid }) => {
  await readAll(astrid, driver);
});

test("a driver's pages of money are readable, for one who pays before", async ({ sanne }) => {
  // She reads English.
  await readAll(sanne, prepaid, "en");
});

test("an operator's person reads what is asked of it", async ({ nora }) => {
  await readAll(nora, ["/partner/disputes"]);
});

test("the clock of the demo is readable", async ({ operations }) => {
  await readAll(operations, ["/operations/clock"]);
});
