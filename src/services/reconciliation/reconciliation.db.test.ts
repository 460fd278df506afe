import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cdrs } from "@/db/schema/cdrs";
import { testDatabase } from "@/testing/database";
import { aHubRig } from "@/testing/hub-rig";
import { cdrOf } from "@/testing/roaming-driver";
import { inVersion } from "@/testing/wire-forms";
import { listReconciliationRecords } from "./list-reconciliation-records";

const database = testDatabase();
let rig: Awaited<ReturnType<typeof aHubRig>>;

beforeEach(async () => {
  rig = await aHubRig(database.pool, "2.3.0");
});
afterEach(() => rig.hub.stop());

const postCdr = (id: string, party_id: string) =>
  rig.push(
    "POST",
    "receiver/cdrs",
    inVersion("2.3.0", "cdrs", { ...cdrOf(id, 1, 10), country_code: "NL", party_id }),
  );
const postRecord = (id: string, cdrIds: readonly string[]) =>
  rig.push("POST", "receiver/invoicereconciliation", {
    country_code: "NL",
    party_id: "ABC",
    id,
    invoice_id: "2026-11",
    cdrs: cdrIds,
    last_updated: "2026-11-02T10:00:00Z",
  });

describe("listReconciliationRecords", () => {
  it("counts each CDR of an invoice once: what we have of that party, what we accepted, what never came", async () => {
    await postCdr("C-1", "ABC");
    await postCdr("C-2", "ABC");
    await postCdr("C-3", "XYZ");
    await rig.ctx.db.update(cdrs).set({ state: "accepted" }).where(eq(cdrs.ocpiId, "C-1"));
    expect((await postRecord("R-1", ["c-1", "C-2", "C-2", "C-3", "C-4"])).http).toBe(201);
    expect(await listReconciliationRecords(rig.asStaff)).toEqual([
      expect.objectContaining({
        partnerName: "Roaming hub",
        partyId: "ABC",
        id: "R-1",
        invoiceId: "2026-11",
        cdrCount: 4,
        known: 2,
        accepted: 1,
        missing: ["C-3", "C-4"],
        missingCount: 2,
      }),
    ]);
  });

  it("leaves out what the operator took back, and is for finance only", async () => {
    await postRecord("R-1", ["C-1"]);
    await rig.push("DELETE", "receiver/invoicereconciliation/NL/ABC/R-1");
    expect(await listReconciliationRecords(rig.asStaff)).toEqual([]);
    await expect(listReconciliationRecords(rig.asDriver)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("names at most ten that never came, and counts them all", async () => {
    await postRecord(
      "R-1",
      Array.from({ length: 25 }, (_, index) => `C-${index}`),
    );
    const [record] = await listReconciliationRecords(rig.asStaff);
    expect(record?.missing).toHaveLength(10);
    expect(record?.missingCount).toBe(25);
  });
});
