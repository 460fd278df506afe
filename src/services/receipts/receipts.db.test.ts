import { unzipSync, strFromU8 } from "fflate";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Env } from "@/config/env";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { chargeLabels, costCentres } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { notifications } from "@/db/schema/notifications";
import { charges } from "@/db/schema/plans";
import { receiptPacks } from "@/db/schema/receipts";
import { receiptsCsvHead, receiptsCsvRows } from "@/documents/receipts-csv";
import type { OutboxMail } from "@/mail/send-mail";
import { decideCdr } from "@/services/cdrs/decide-cdr";
import type { Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { makeReceiptPacks } from "@/worker/make-receipt-packs";
import { sendNotification } from "@/worker/tasks/send-notification";
import { listPacks } from "./list-packs";
import { orderPack } from "./order-pack";
import { readOwnStatement, streamOwnStatements } from "./own-statements";
import { openPackLink } from "./pack-link";
import { previewReceipts } from "./preview-receipts";
import { readLinkedPackFile, readPackFile } from "./read-pack-file";
import { addReceiptSchedule, endReceiptSchedule, listReceiptSchedules } from "./receipt-schedules";

const database = testDatabase();
const october = { firstDay: "2026-10-01", lastDay: "2026-10-31", choice: {} };

let tenant: TestTenant;
let cpo: Awaited<ReturnType<typeof aRoamingDriver>>;
let driver: Ctx;
let stranger: Ctx;

function driverCtx(driverId: Id<"driver">): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "d@kvitt.example", roles: ["driver"], driverId });
}

async function charged(id: string, day: number, kwh: number): Promise<void> {
  const sent = await cpo.send("POST", "cdrs", cdrOf(id, day, kwh));
  expect(sent.ocpi).toBe(1000);
  await rateAll(tenant.ctx);
}

async function chargeIds(): Promise<Id<"charge">[]> {
  const rows = await tenant.ctx.db
    .select({ id: charges.id })
    .from(charges)
    .where(eq(charges.tenantId, tenant.ctx.tenantId))
    .orderBy(charges.servicedAt);
  return rows.map(({ id }) => id);
}

/** Sends a notice as the worker does, and reads it in the outbox. */
async function mailed(id: string): Promise<OutboxMail> {
  const folder = await mkdtemp(path.join(tmpdir(), "kvitt-outbox-"));
  const env = { KVITT_DATA_DIR: folder, MAIL_FROM: "Kvitt <no-reply@kvitt.example>" } as Env;
  await sendNotification({ ctx: tenant.ctx, id, env });
  const text = await readFile(path.join(folder, "outbox", `${id}.json`), "utf8");
  await rm(folder, { recursive: true });
  return JSON.parse(text) as OutboxMail;
}

beforeAll(async () => {
  tenant = await aTenant(database.pool, { now: "2026-11-01T09:00:00Z" });
  cpo = await aRoamingDriver(database.pool, tenant);
  driver = driverCtx(cpo.driver.id);
  stranger = driverCtx((await aDriver(tenant.ctx)).id);
  // 10 kWh × 4.00 with 25 % VAT, 10 % on it, 1.00 a session: 56.00. 20 kWh: 111.00.
  await charged("A", 12, 10);
  await charged("B", 13, 20);
});

describe("a period's receipts", () => {
  it("come to the sum of the charges, with VAT by country and rate", async () => {
    const preview = await previewReceipts(driver, october);
    expect(preview).toMatchObject({
      charges: 2,
      energyMicroKwh: 30_000_000n,
      pending: 0,
      totals: [{ currency: "SEK", netMinor: 13_360n, vatMinor: 3_340n, grossMinor: 16_700n }],
    });
    expect(preview.shares).toEqual([
      expect.objectContaining({ country: "SE", vatRate: 250_000, vatMinor: 3_340n }),
    ]);
    const day = { ...october, firstDay: "2026-10-12", lastDay: "2026-10-12" };
    expect(await previewReceipts(driver, day)).toMatchObject({
      charges: 1,
      totals: [{ grossMinor: 5_600n }],
    });
    expect((await previewReceipts(stranger, october)).charges).toBe(0);
  });

  it("are those that the file holds, row by row", async () => {
    const form = { locale: "en", decimals: "point" } as const;
    let text = receiptsCsvHead(form);
    for await (const page of streamOwnStatements(driver, october))
      text += receiptsCsvRows(page, form);
    const [head = "", ...rows] = text.replace("\uFEFF", "").trim().split("\r\n");
    const gross = head.split(",").indexOf("Incl. VAT");
    expect(rows.map((row) => row.split(",")[gross])).toEqual(["56.00", "111.00"]);
    expect(rows[0]).toContain("2026-10-12 12:00");
    expect(rows[0]).toContain("Not invoiced yet");
  });

  it("can be narrowed to business and to a cost centre", async () => {
    const [first] = await chargeIds();
    const costCentreId = newId<"other">();
    const own = { tenantId: tenant.ctx.tenantId, driverId: cpo.driver.id };
    const at = tenant.ctx.clock.now();
    await tenant.ctx.db
      .insert(costCentres)
      .values({ ...own, id: costCentreId, code: "4100", name: "South", createdAt: at });
    const label = { purpose: "business" as const, costCentreId, setBy: "rule", updatedAt: at };
    await tenant.ctx.db
      .insert(chargeLabels)
      .values({ ...own, chargeId: first as Id<"charge">, ...label })
      .onConflictDoUpdate({ target: [chargeLabels.tenantId, chargeLabels.chargeId], set: label });
    const only = (choice: object) => previewReceipts(driver, { ...october, choice });
    expect((await only({ purpose: "business" })).charges).toBe(1);
    expect((await only({ costCentreIds: [costCentreId] })).charges).toBe(1);
    expect((await only({ costCentreIds: [newId<"other">()] })).charges).toBe(0);
  });
});

describe("a charge's statement", () => {
  it("has the price explained and the VAT, for the driver alone", async () => {
    const [row] = await tenant.ctx.db
      .select({ cdrId: charges.cdrId })
      .from(charges)
      .where(eq(charges.tenantId, tenant.ctx.tenantId))
      .orderBy(charges.servicedAt);
    const { statement, buyer } = await readOwnStatement(driver, row?.cdrId ?? "");
    expect(statement).toMatchObject({
      place: "Slussen P-hus",
      timeZone: "Europe/Stockholm",
      grossMinor: 5_600n,
      billedOn: null,
      operatorPart: { amountMinor: 4_000n, currency: "SEK" },
      purpose: "business",
      costCentre: { code: "4100", name: "South" },
    });
    expect(statement.lines.length).toBeGreaterThan(0);
    expect(buyer.name).not.toBe("");
    await expect(readOwnStatement(stranger, row?.cdrId ?? "")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("an archive", () => {
  it("holds a PDF for each charge, both files and a list that fits, and is the account's alone", async () => {
    const id = await orderPack(driver, october);
    expect((await listPacks(driver))[0]).toMatchObject({ id, state: "due", size: null });
    expect(await makeReceiptPacks(tenant.ctx)).toBe(1);
    expect(await makeReceiptPacks(tenant.ctx)).toBe(0);
    const [made] = await listPacks(driver);
    expect(made).toMatchObject({ id, state: "ready", chargeCount: 2 });
    const { content, fileName } = await readPackFile(driver, id);
    expect(fileName).toMatch(/^kvitton-.*-2026-10-01-2026-10-31\.zip$/);
    const files = unzipSync(content);
    const names = Object.keys(files);
    expect(names.filter((name) => name.endsWith(".pdf"))).toHaveLength(3);
    expect(names[0]).toMatch(/^kvitton\/2026-10-12_1200_slussen-p-hus_[\da-f]{8}\.pdf$/);
    const manifest = JSON.parse(strFromU8(files["manifest.json"] ?? new Uint8Array())) as {
      readonly totals: unknown;
      readonly files: readonly { readonly name: string; readonly sha256: string }[];
    };
    expect(manifest.totals).toEqual([
      { currency: "SEK", net: "133.60", vat: "33.40", gross: "167.00" },
    ]);
    expect(manifest.files.map(({ name }) => name).toSorted()).toEqual(
      names.filter((name) => name !== "manifest.json").toSorted(),
    );
    for (const { name, sha256 } of manifest.files) {
      const file = files[name] ?? new Uint8Array();
      expect(createHash("sha256").update(file).digest("hex")).toBe(sha256);
    }
    const csv = strFromU8(files["kvitton.csv"] ?? new Uint8Array());
    expect(csv).toContain("56,00");
    expect(csv).toContain(";");
    await expect(readPackFile(stranger, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(orderPack(stranger, october)).rejects.toMatchObject({ code: "INVALID" });
  });

  it("is gone after thirty days", async () => {
    const [pack] = await listPacks(driver);
    tenant.clock.advance({ hours: 24 * 31 });
    await expect(readPackFile(driver, pack?.id as Id<"other">)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await makeReceiptPacks(tenant.ctx);
    expect((await listPacks(driver))[0]).toMatchObject({ state: "expired", size: null });
  });
});

describe("receipts that are sent each month", () => {
  it("are ordered on the third, sent with a signed link, and ordered again a month later", async () => {
    // It is the 2nd of December.
    await addReceiptSchedule(driver, { sendTo: "pay@firm.example", choice: {} });
    const [schedule] = await listReceiptSchedules(driver);
    expect(schedule?.dueAt.toString()).toBe("2027-01-03T05:00:00Z");
    tenant.clock.advance({ hours: 24 * 33 });
    await makeReceiptPacks(tenant.ctx);
    const [pack] = await listPacks(driver);
    expect(pack).toMatchObject({ state: "ready", sendTo: "pay@firm.example" });
    expect([String(pack?.firstDay), String(pack?.lastDay)]).toEqual(["2026-12-01", "2026-12-31"]);
    const [told] = await tenant.ctx.db
      .select({ id: notifications.id, payload: notifications.payload })
      .from(notifications)
      .where(
        and(
          eq(notifications.tenantId, tenant.ctx.tenantId),
          eq(notifications.kind, "receipts_ready"),
        ),
      );
    const url = told?.payload["url"] ?? "";
    const link = openPackLink(tenant.ctx.settings, url.slice(url.lastIndexOf("/") + 1));
    expect(link).toEqual({ tenantId: tenant.ctx.tenantId, packId: pack?.id });
    expect((await readLinkedPackFile(tenant.ctx, link?.packId as Id<"other">)).fileName).toMatch(
      /\.zip$/,
    );
    expect(openPackLink(tenant.ctx.settings, `${url.slice(0, -3)}AAA`)).toBeNull();
    const mail = await mailed(told?.id ?? "");
    expect(mail.to).toBe("pay@firm.example");
    expect(mail.subject).toMatch(/^Kvitton för .*, 1 dec\. 2026 – 31 dec\. 2026$/);
    const linked = await readLinkedPackFile(tenant.ctx, link?.packId as Id<"other">);
    expect(mail.attachments).toEqual([
      { fileName: linked.fileName, base64: Buffer.from(linked.content).toString("base64") },
    ]);
    const [next] = await listReceiptSchedules(driver);
    expect(next?.dueAt.toString()).toBe("2027-02-03T05:00:00Z");
    expect(await listReceiptSchedules(stranger)).toEqual([]);
    await expect(endReceiptSchedule(stranger, next?.id ?? "")).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await endReceiptSchedule(driver, next?.id ?? "");
    expect(await listReceiptSchedules(driver)).toEqual([]);
  });

  it("bring what came late for an earlier month", async () => {
    const [pack] = await tenant.ctx.db
      .select({ choice: receiptPacks.choice })
      .from(receiptPacks)
      .where(eq(receiptPacks.sendTo, "pay@firm.example"));
    expect(pack?.choice).toEqual({
      lateSince: "2026-12-03T04:00:00Z",
      pricedBefore: "2027-01-03T04:00:00Z",
    });
    const late = { lateSince: "2020-01-01T00:00:00Z" };
    const december = { firstDay: "2026-12-01", lastDay: "2026-12-31", choice: late };
    expect((await previewReceipts(driver, december)).charges).toBe(2);
    for await (const page of streamOwnStatements(driver, december))
      expect(page.map(({ lateFrom }) => lateFrom)).toEqual(["2026-10", "2026-10"]);
  });
});

describe("a charge that was held when its month was sent", () => {
  it("is in the next month's archive, marked with its own month, and in no other one", async () => {
    const own = await aTenant(database.pool, { now: "2026-10-20T09:00:00Z" });
    const operator = await aRoamingDriver(database.pool, own);
    const userId = newId<"user">();
    const user = { kind: "user", userId, email: "d@kvitt.example" } as const;
    const person = own.as({ ...user, roles: ["driver"], driverId: operator.driver.id });
    const finance = own.as({ ...user, roles: ["finance"], driverId: null });
    const accept = async (ocpiId: string) => {
      const [held] = await own.ctx.db
        .select({ id: cdrs.id, state: cdrs.state })
        .from(cdrs)
        .where(and(eq(cdrs.tenantId, own.tenantId), eq(cdrs.ocpiId, ocpiId)));
      expect(held?.state).toBe("held");
      const decision = { decision: "accept_own", note: "Our price stands." } as const;
      await decideCdr(finance, { cdrId: held?.id as Id<"cdr">, ...decision });
    };
    await addReceiptSchedule(person, { sendTo: "pay@firm.example", choice: {} });
    await operator.send("POST", "cdrs", cdrOf("RIGHT", 12, 10));
    // They claim more than their tariff gives: held, and the driver's price (cost plus) waits.
    await operator.send("POST", "cdrs", cdrOf("MEANWHILE", 13, 10, 80));
    await operator.send("POST", "cdrs", cdrOf("AFTER", 14, 10, 80));
    await rateAll(own.ctx);
    // The archive is due at six; the worker comes to it at noon.
    own.clock.set("2026-11-03T08:00:00Z");
    await accept("MEANWHILE");
    own.clock.set("2026-11-03T11:00:00Z");
    await makeReceiptPacks(own.ctx);
    own.clock.set("2026-11-10T09:00:00Z");
    await accept("AFTER");
    own.clock.set("2026-12-03T05:00:00Z");
    await makeReceiptPacks(own.ctx);
    const [november] = await listPacks(person);
    const { content } = await readPackFile(person, november?.id as Id<"other">);
    const csv = strFromU8(unzipSync(content)["kvitton.csv"] ?? new Uint8Array());
    const [head = "", ...rows] = csv.replace("\uFEFF", "").trim().split("\r\n");
    const late = head.split(";").indexOf("Från en tidigare månad");
    expect(rows.map((row) => row.split(";")[late])).toEqual(["2026-10", "2026-10"]);
    own.clock.set("2027-01-03T05:00:00Z");
    await makeReceiptPacks(own.ctx);
    const packs = await listPacks(person);
    expect(packs.map(({ chargeCount }) => chargeCount)).toEqual([0, 2, 1]);
  });
});
