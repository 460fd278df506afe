import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { asId, type Id } from "@/core/ids";
import {
  cpoPayableAccount,
  inputVatAccount,
  paymentInTransitAccount,
  type AccountRef,
} from "@/core/ledger/account";
import { newId } from "@/db/new-id";
import { approvals } from "@/db/schema/credits";
import { cdrs } from "@/db/schema/cdrs";
import { issuedDocuments } from "@/db/schema/invoices";
import { paymentFiles, partnerInvoiceLines, partnerInvoices } from "@/db/schema/settlements";
import { decideApproval } from "@/services/approvals/decide-approval";
import type { Actor, Ctx } from "@/services/context";
import { balanceOf } from "@/services/ledger/balance-of";
import { aBookedCdr, roamers } from "@/testing/builders/booked-cdr";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { listCreditors } from "./list-creditors";
import { approvePartnerInvoice, comparePartnerInvoice } from "./decide-partner-invoice";
import { makePaymentFile } from "./make-payment-file";
import { cancelPaymentFile, fetchPaymentFile } from "./payment-file-states";
import { receivePartnerInvoice } from "./receive-partner-invoice";
import { previewSettlement, settlePeriod } from "./settle-period";
import { updateCreditor } from "./update-creditor";

const database = testDatabase();

const person = (last: number): Actor => ({
  kind: "user",
  userId: asId<"user">(`00000000-0000-7000-8000-00000000000${last}`),
  email: `p${last}@kvitt.test`,
  roles: ["finance"],
  driverId: null,
});

const OCTOBER = "2026-10";
const IBAN = "SE4550000000058398257466";

async function start() {
  const tenant = await aTenant(database.pool);
  const who = await roamers(tenant.ctx);
  const first = await aBookedCdr(tenant.ctx, who, { costMinor: 8_640n, priceMinor: 11_880n });
  const second = await aBookedCdr(tenant.ctx, who, {
    costMinor: 3_107n,
    priceMinor: 4_272n,
    endedAt: "2026-09-30T10:00:00Z",
  });
  const finance = tenant.as(person(1));
  const [creditor] = await listCreditors(finance);
  if (!creditor) throw new Error("no operator to settle with");
  const details = {
    creditorId: creditor.id,
    name: "Nordström Laddning AB",
    vatNumber: "SE556000000001",
    organisationNumber: "556000-0000",
    address: { line1: "Hamngatan 2", postalCode: "111 47", city: "Stockholm", country: "SE" },
    email: null,
    iban: IBAN,
    bic: null,
    paymentTermDays: 30,
    selfBillingAgreedOn: null,
  };
  await updateCreditor(finance, details);
  const ids = await refsOf(tenant.ctx);
  return { tenant, who, finance, creditor, details, cdrIds: [first.cdrId, second.cdrId], ids };
}

async function refsOf(ctx: Ctx) {
  const rows = await ctx.db
    .select({ id: cdrs.id, ref: cdrs.ocpiId })
    .from(cdrs)
    .where(eq(cdrs.tenantId, ctx.tenantId));
  return new Map(rows.map(({ id, ref }) => [id, ref]));
}

type World = Awaited<ReturnType<typeof start>>;

function anInvoice(world: World, lines: readonly string[], netMinor: bigint, number = "F-1") {
  return {
    partnerInvoiceId: newId<"partnerInvoice">(),
    creditorId: world.creditor.id,
    number,
    currency: "SEK",
    netMinor,
    vatMinor: (netMinor * 25n) / 100n,
    issuedOn: Temporal.PlainDate.from("2026-11-02"),
    dueOn: Temporal.PlainDate.from("2026-12-02"),
    cdrs: {
      by: "file" as const,
      fileName: "october.csv",
      file: new TextEncoder().encode(`cdr_id;net\n${lines.join("\n")}\n`),
    },
  };
}

async function rightInvoice(world: World, number = "F-1") {
  const [one = "", two = ""] = world.cdrIds.map((id) => world.ids.get(id) ?? "");
  const lines = [`${one.toLowerCase()};86,40`, `${two};31,07`];
  return receivePartnerInvoice(world.finance, anInvoice(world, lines, 11_747n, number));
}

const payable = cpoPayableAccount({ countryCode: "SE", partyId: "NSL" });
const inputVat = inputVatAccount("SE");

async function houseBalance(ctx: Ctx, account: AccountRef): Promise<bigint> {
  return (await balanceOf(ctx, account, "SEK")).amountMinor;
}

async function filesOf(ctx: Ctx) {
  return ctx.db.select().from(paymentFiles).where(eq(paymentFiles.tenantId, ctx.tenantId));
}

describe("settling with an operator", () => {
  it("states each accepted CDR once, late ones with the month that they came in, and books nothing", async () => {
    const world = await start();
    const { finance, creditor, tenant } = world;
    const ask = { creditorId: creditor.id, currency: "SEK", month: OCTOBER };
    const preview = await previewSettlement(finance, ask);
    expect(preview).toMatchObject({ cdrs: 2, late: 1, credits: 0, totalMinor: 11_747n });
    const before = await houseBalance(tenant.ctx, payable);
    const order = { ...ask, settlementId: newId<"settlement">(), expectedMinor: 11_747n };
    const clicks = await Promise.allSettled([
      settlePeriod(finance, order),
      settlePeriod(finance, order),
    ]);
    expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await houseBalance(tenant.ctx, payable)).toBe(before);
    const [document] = await finance.db
      .select()
      .from(issuedDocuments)
      .where(
        and(eq(issuedDocuments.tenantId, finance.tenantId), eq(issuedDocuments.kind, "settlement")),
      );
    expect(document?.number).toBe("KA-2026-000001");
    const body = JSON.parse(document?.canonical ?? "{}") as {
      totalMinor: string;
      lines: unknown[];
    };
    expect(body).toMatchObject({ totalMinor: "11747", schema: "kvitt.settlement/1" });
    expect(body.lines).toHaveLength(2);
    expect((await previewSettlement(finance, ask)).cdrs).toBe(0);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("refuses a month that is not over, and a sum that is not the preview's", async () => {
    const { finance, creditor } = await start();
    const order = {
      settlementId: newId<"settlement">(),
      creditorId: creditor.id,
      currency: "SEK",
      expectedMinor: 11_747n,
    };
    await expect(settlePeriod(finance, { ...order, month: "2026-11" })).rejects.toMatchObject({
      code: "INVALID",
    });
    await expect(
      settlePeriod(finance, { ...order, month: OCTOBER, expectedMinor: 11_748n }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("writes the operator's invoice where it agreed, in a series of its own, ready to be approved", async () => {
    const world = await start();
    const { finance, creditor, details, tenant } = world;
    const agreed = Temporal.PlainDate.from("2026-01-01");
    await updateCreditor(finance, { ...details, selfBillingAgreedOn: agreed });
    await settlePeriod(finance, {
      settlementId: newId<"settlement">(),
      creditorId: creditor.id,
      currency: "SEK",
      month: OCTOBER,
      expectedMinor: 11_747n,
    });
    const [invoice] = await finance.db
      .select()
      .from(partnerInvoices)
      .where(eq(partnerInvoices.tenantId, finance.tenantId));
    expect(invoice).toMatchObject({
      number: "KB-SE-NSL-2026-000001",
      source: "self_billing",
      state: "matched",
      netMinor: 11_747n,
      // 117.47 × 25 % = 29.3675
      vatMinor: 2_937n,
      vatTreatment: "domestic",
    });
    if (!invoice) throw new Error("no invoice");
    await approvePartnerInvoice(finance, invoice.id);
    expect(await houseBalance(tenant.ctx, payable)).toBe(-14_684n);
    expect(await houseBalance(tenant.ctx, inputVat)).toBe(2_937n);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });
});

describe("an operator's invoice", () => {
  it("that names what was accepted is approved, paid by a file that two people made, and booked", async () => {
    const world = await start();
    const { finance, tenant } = world;
    const { id, state } = await rightInvoice(world);
    expect(state).toBe("matched");
    await approvePartnerInvoice(finance, id);
    const paymentFileId = newId<"paymentFile">();
    const order = {
      paymentFileId,
      partnerInvoiceIds: [id],
      executeOn: Temporal.PlainDate.from("2026-11-30"),
    };
    await makePaymentFile(finance, order);
    await expect(
      makePaymentFile(finance, { ...order, paymentFileId: newId<"paymentFile">() }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(fetchPaymentFile(finance, paymentFileId)).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    const [asked] = await finance.db
      .select()
      .from(approvals)
      .where(eq(approvals.tenantId, finance.tenantId));
    // 117.47 × 1.25 = 146.8375, its VAT stated as 29.36
    const decision = {
      id: asked?.id as Id<"approval">,
      decision: "approved",
      amountMinor: 14_683n,
    } as const;
    await expect(decideApproval(finance, decision)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await decideApproval(tenant.as(person(2)), decision);
    expect(await houseBalance(tenant.ctx, payable)).toBe(0n);
    expect(await houseBalance(tenant.ctx, paymentInTransitAccount)).toBe(-14_683n);
    const { xml } = await fetchPaymentFile(finance, paymentFileId);
    expect(xml).toContain('<InstdAmt Ccy="SEK">146.83</InstdAmt>');
    expect((await filesOf(finance))[0]?.state).toBe("sent");
    await expectSoundBooks(database.pool.db, tenant.tenantId);
    await cancelPaymentFile(finance, paymentFileId);
    expect(await houseBalance(tenant.ctx, payable)).toBe(-14_683n);
    expect(await houseBalance(tenant.ctx, paymentInTransitAccount)).toBe(0n);
    await makePaymentFile(finance, { ...order, paymentFileId: newId<"paymentFile">() });
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("with a wrong amount, a strange CDR, or one billed before, is not approved, and says line by line why", async () => {
    const world = await start();
    const { finance } = world;
    const [one = ""] = world.cdrIds.map((id) => world.ids.get(id) ?? "");
    await rightInvoice(world);
    const wrong = await receivePartnerInvoice(
      finance,
      anInvoice(world, [`${one};86,40`, "NOBODY-1;10,00", ";3,00"], 9_640n, "F-2"),
    );
    expect(wrong).toMatchObject({ state: "received", lines: 2 });
    expect(wrong.unread).toEqual([{ line: 4, text: " · 3,00", reason: "no_cdr_id" }]);
    const lines = await finance.db
      .select({ state: partnerInvoiceLines.state })
      .from(partnerInvoiceLines)
      .where(eq(partnerInvoiceLines.partnerInvoiceId, wrong.id))
      .orderBy(partnerInvoiceLines.seq);
    expect(lines.map(({ state }) => state)).toEqual(["billed_twice", "unknown_cdr"]);
    expect(await comparePartnerInvoice(finance, wrong.id)).toBe("received");
    await expect(approvePartnerInvoice(finance, wrong.id)).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    await expect(rightInvoice(world)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("of another country bears no VAT: we owe it and deduct it", async () => {
    const world = await start();
    const { finance, details, tenant } = world;
    const address = {
      line1: "Keizersgracht 1",
      postalCode: "1015",
      city: "Amsterdam",
      country: "NL",
    };
    await updateCreditor(finance, { ...details, address });
    await expect(rightInvoice(world)).rejects.toMatchObject({ code: "INVALID" });
    const refs = world.cdrIds.map((id) => `${world.ids.get(id)};`);
    const order = { ...anInvoice(world, refs, 11_747n), vatMinor: 0n };
    const named = {
      ...order,
      cdrs: {
        ...order.cdrs,
        file: new TextEncoder().encode(
          `cdr_id\n${world.cdrIds.map((id) => world.ids.get(id)).join("\n")}\n`,
        ),
      },
    };
    const { id } = await receivePartnerInvoice(finance, named);
    await approvePartnerInvoice(finance, id);
    expect(await houseBalance(tenant.ctx, inputVat)).toBe(2_937n);
    expect(await houseBalance(tenant.ctx, payable)).toBe(-11_747n);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("is nobody's business but finance's", async () => {
    const { tenant, creditor } = await start();
    const operations = tenant.as({ ...person(3), roles: ["operations"] } as Actor);
    const ask = { creditorId: creditor.id, currency: "SEK", month: OCTOBER };
    await expect(previewSettlement(operations, ask)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
