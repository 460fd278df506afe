import { describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { aDriver } from "@/testing/builders/driver";
import { staff } from "@/testing/builders/staff";
import { testDatabase } from "@/testing/database";
import { aDisputedMonth, cdrFarAway } from "@/testing/disputed-month";
import { rateAll } from "@/testing/roaming-driver";
import { dismissFindings, restoreFindings } from "./dismiss-findings";
import { listDoubtfulCharges } from "./list-doubtful-charges";
import { openDispute } from "./open-dispute";
import { readChargeDispute } from "./read-charge-dispute";

const database = testDatabase();

/** A charge in Göteborg that overlaps C1 in Stockholm, offered on the driver's home. */
async function anOverlap() {
  const month = await aDisputedMonth(database.pool);
  await month.send("POST", "cdrs", cdrFarAway("FAR", 3));
  await rateAll(month.ctx);
  month.clock.set("2026-10-31T12:00:00Z");
  const [offered] = await listDoubtfulCharges(month.me);
  if (!offered) throw new Error("no charge is offered");
  return { ...month, offered };
}

describe("a charge that is right although it looks odd", () => {
  it("is not asked about again, on neither page of a pair, until that is taken back", async () => {
    const { me, cdrRow, offered } = await anOverlap();
    const named = { id: offered.cdrId, findings: [offered.findingKey] };
    await dismissFindings(me, named);
    await dismissFindings(me, named);
    expect(await listDoubtfulCharges(me)).toEqual([]);
    const near = await cdrRow("C1");
    expect((await readChargeDispute(me, offered.cdrId))?.findings).toEqual([]);
    expect(await readChargeDispute(me, near.id)).toMatchObject({ findings: [], canDispute: true });
    await restoreFindings(me, named);
    expect(await listDoubtfulCharges(me)).toMatchObject([{ cdrId: offered.cdrId }]);
    expect((await readChargeDispute(me, near.id))?.findingKeys).toEqual([
      `overlap:${offered.cdrId}`,
    ]);
  });

  it("is asked about once more for what came later, and can be objected to all the same", async () => {
    const { ctx, me, send, offered } = await anOverlap();
    await dismissFindings(me, { id: offered.cdrId, findings: [offered.findingKey] });
    // The same charge once more, under another id.
    await send("POST", "cdrs", { ...cdrFarAway("AGAIN", 3), session_id: "S-AGAIN" });
    await rateAll(ctx);
    expect(await listDoubtfulCharges(me)).toMatchObject([{ finding: { code: "duplicate" } }]);
    const said = {
      id: offered.cdrId,
      reason: "overlap",
      text: "It was not right after all",
    } as const;
    expect((await openDispute(me, said)).number).toMatch(/^R-/);
  });

  it("is said by its driver alone, of what was found", async () => {
    const { tenant, ctx, me, offered } = await anOverlap();
    const other = tenant.as({ ...staff("driver", 6), driverId: (await aDriver(ctx)).id });
    const named = { id: offered.cdrId, findings: [offered.findingKey] };
    await expect(dismissFindings(other, named)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(restoreFindings(other, named)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const invented = { ...named, findings: [`overlap:${newId<"cdr">()}`] };
    await expect(dismissFindings(me, invented)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listDoubtfulCharges(me)).toHaveLength(1);
  });
});
