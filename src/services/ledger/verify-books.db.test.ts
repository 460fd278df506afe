import { beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { chargeAccepted, chargeReversed } from "@/core/ledger/entries/charge-accepted";
import { newId } from "@/db/new-id";
import { aBilledHistory, type BilledHistory } from "@/testing/builders/billed-history";
import { endStaleHolds } from "@/services/wallet/end-stale-holds";
import { placeHold } from "@/services/wallet/place-hold";
import { aDriver } from "@/testing/builders/driver";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks, findViolations } from "@/testing/expect-sound-books";
import { plant } from "@/testing/plant";
import { topUp } from "@/testing/prepaid-driver";
import { postJournal } from "./post-journal";
import { verifyBooks } from "./verify-books";

const database = testDatabase();

let history: BilledHistory;
beforeEach(async () => {
  history = await aBilledHistory(database.pool);
});

const found = () => findViolations(history.tenant.ctx.db, history.tenant.tenantId);

describe("verifyBooks", () => {
  it("finds nothing wrong in a healthy history, and says how much it looked at", async () => {
    const { ctx, tenantId } = history.tenant;
    await expectSoundBooks(ctx.db, tenantId);
    const reports = await verifyBooks(ctx.db, tenantId);
    expect(reports.map(({ invariant, checked }) => [invariant, checked])).toEqual([
      ["I1", 12],
      ["I2", 2],
      ["I3", 8],
      ["I4", 2],
      ["I5", 0],
      ["I6", 3],
      ["I7", 0],
      ["I10", 1],
      ["I11", 0],
      ["I12", 0],
      ["I13", 0],
      ["I14", 0],
    ]);
  });

  it("finds nothing to say about a tenant without history", async () => {
    const { ctx, tenantId } = await aTenant(database.pool);
    expect((await verifyBooks(ctx.db, tenantId)).map(({ checked }) => checked)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
    await expectSoundBooks(ctx.db, tenantId);
  });

  it("looks at every tenant when none is named", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update charges set state = 'void', reason = 'test' where id = ${history.open.chargeId}`,
    );
    const { ctx } = await aTenant(database.pool);
    const reports = await verifyBooks(ctx.db);
    expect(reports.flatMap(({ violations }) => violations).map(({ subject }) => subject)).toContain(
      `charge ${history.open.chargeId}`,
    );
    await plant(
      database.owner,
      (sql) => sql`
      update charges set state = 'open', reason = null where id = ${history.open.chargeId}`,
    );
  });
});

describe("I1", () => {
  it("finds a posting that was changed", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update postings p set amount_minor = amount_minor + 1 from accounts a
      where a.tenant_id = p.tenant_id and a.id = p.account_id and a.kind = 'roaming_cost'
        and p.journal_id = (select id from journals where source_id = ${history.open.cdrId})`,
    );
    const { I1 } = await found();
    expect(I1).toEqual([
      `tenant ${history.tenant.tenantId}: all postings sum to 1 SEK`,
      expect.stringMatching(/^journal [0-9a-f-]+: sums to 1 SEK$/),
    ]);
  });

  it("finds a journal that lost its legs and a key without its journal", async () => {
    const id = newId();
    await plant(database.owner, async (sql) => {
      await sql`
        insert into journals (tenant_id, id, key, kind, effective_at, period_at, actor, source_type, source_id)
        values (${history.tenant.tenantId}, ${id}, 'lonely', 'stripe_fee', now(), now(), 'system:test', 'payment', ${newId()})`;
      await sql`
        insert into journal_keys (tenant_id, key, journal_id, request_sha256)
        values (${history.tenant.tenantId}, 'astray', ${newId()}, '')`;
    });
    expect((await found())["I1"]?.toSorted()).toEqual([
      `journal ${id}: has 0 legs`,
      "journal key astray: key and journal do not belong together",
      "journal key lonely: key and journal do not belong together",
    ]);
  });
});

describe("I2", () => {
  it("finds a balance that is not the sum of its postings", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update accounts set balance = balance + 100 where owner_id = ${history.driverId} and kind = 'driver_receivable'`,
    );
    expect(await found()).toEqual({
      I2: [
        expect.stringMatching(
          /^account driver:.*:receivable: balance 11980 at version 3, postings 11880 in 3$/,
        ),
      ],
    });
  });

  it("finds a version that is missing", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update postings p set account_version = 9 from accounts a
      where a.tenant_id = p.tenant_id and a.id = p.account_id and a.owner_id = ${history.driverId}
        and a.kind = 'driver_receivable' and p.account_version = 3`,
    );
    expect(await found()).toEqual({
      I2: [expect.stringMatching(/has version 9 and balance 11880, expected 3 and 11880$/)],
    });
  });
});

describe("I3", () => {
  it("finds an accepted CDR that lost its rating", async () => {
    await plant(
      database.owner,
      (sql) => sql`update cdrs set rating_id = null where id = ${history.open.cdrId}`,
    );
    expect(await found()).toEqual({
      I3: [`cdr ${history.open.cdrId}: is accepted without a rating of its own`],
    });
  });

  it("finds an accepted cost that the books do not hold", async () => {
    await plant(
      database.owner,
      (sql) => sql`update cdrs set accepted_cost_minor = 496 where id = ${history.open.cdrId}`,
    );
    expect(await found()).toEqual({
      I3: [`cdr ${history.open.cdrId}: costs 496 SEK, booked 495 in 1 journals`],
    });
  });

  it("finds a cost that is booked for a CDR that was rejected", async () => {
    await plant(
      database.owner,
      (sql) => sql`update cdrs set state = 'rejected' where id = ${history.open.cdrId}`,
    );
    expect(await found()).toEqual({
      I3: [`cdr ${history.open.cdrId}: is rejected, yet its cost is booked`],
    });
  });

  it("finds an accepted CDR without a charge, and accepts a stated reason", async () => {
    const { ctx, tenantId } = history.tenant;
    const cdrId = newId();
    await plant(
      database.owner,
      (sql) => sql`
      insert into cdrs select (jsonb_populate_record(c, jsonb_build_object('id', ${cdrId}::text,
        'ocpi_id_upper', 'LONELY', 'accepted_cost_minor', 0))).* from cdrs c where c.id = ${history.open.cdrId}`,
    );
    await plant(
      database.owner,
      (sql) => sql`
      insert into cdr_ratings select (jsonb_populate_record(r, jsonb_build_object('id', ${cdrId}::text,
        'cdr_id', ${cdrId}::text))).* from cdr_ratings r where r.cdr_id = ${history.open.cdrId}`,
    );
    await plant(database.owner, (sql) => sql`update cdrs set rating_id = id where id = ${cdrId}`);
    expect(await found()).toEqual({
      I3: [`cdr ${cdrId}: is accepted, has no charge and no reason for none`],
    });
    await plant(
      database.owner,
      (sql) => sql`update cdrs set decision_note = 'a test charge' where id = ${cdrId}`,
    );
    await expectSoundBooks(ctx.db, tenantId);
  });

  it("finds a charge that the books hold with other amounts", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update charges set net_minor = net_minor + 2, vat_minor = vat_minor - 2 where id = ${history.open.chargeId}`,
    );
    expect((await found())["I3"]).toEqual([
      `charge ${history.open.chargeId}: is open: owed 990 (794 + 196) SEK, booked 990 (792 + 198) in 1 journals`,
    ]);
  });

  it("finds a charge that is booked twice, or taken back and still owed", async () => {
    const { ctx } = history.tenant;
    const { chargeId, driverId, currency, supplyCountry, amount } = history.open;
    const charge = {
      chargeId,
      driverId,
      currency,
      supplyCountry,
      perRate: [amount],
      effectiveAt: ctx.clock.now(),
    };
    const again = chargeAccepted(charge);
    const second = await postJournal(ctx, again && { ...again, key: `${again.key}:again` });
    const owed = `charge ${chargeId}: is open: owed 990 (792 + 198) SEK`;
    expect((await found())["I3"]).toEqual([`${owed}, booked 1980 (1584 + 396) in 2 journals`]);
    const [first] = await database.owner.raw<{ id: Id<"journal"> }[]>`
      select id from journals where key = ${`charge:${chargeId}`}`;
    if (!first || !second) throw new Error("both were posted");
    await postJournal(ctx, chargeReversed(charge, second, ctx.clock.now()));
    await expectSoundBooks(ctx.db, ctx.tenantId);
    const back = chargeReversed(charge, first.id, ctx.clock.now());
    await postJournal(ctx, back && { ...back, key: `${back.key}:first` });
    expect((await found())["I3"]).toEqual([`${owed}, booked 0 (0 + 0) in 0 journals`]);
  });

  it("finds a void charge whose receipt stands", async () => {
    const { chargeId } = history.open;
    await plant(
      database.owner,
      (sql) => sql`
      update charges set state = 'void', reason = 'rejected', receipt_id = (select id from issued_documents limit 1)
        where id = ${chargeId}`,
    );
    expect((await found())["I3"]).toContain(
      `charge ${chargeId}: is void, yet stands on a receipt that nothing takes back`,
    );
  });

  it("finds a void charge that is still booked, and a reason that is missing", async () => {
    await plant(
      database.owner,
      (sql) => sql`update charges set state = 'void' where id = ${history.open.chargeId}`,
    );
    expect((await found())["I3"]).toEqual([
      `charge ${history.open.chargeId}: is void, yet booked in 1 journals`,
      `charge ${history.open.chargeId}: is void without a reason`,
    ]);
  });
});

describe("I10", () => {
  it("finds a driver whose open charges are not what his account says", async () => {
    await plant(
      database.owner,
      (sql) => sql`update charges set state = 'drafted' where id = ${history.open.chargeId}`,
    );
    expect(await found()).toEqual({});
    await plant(
      database.owner,
      (sql) => sql`update charges set gross_minor = 991 where id = ${history.open.chargeId}`,
    );
    expect((await found())["I10"]).toEqual([
      `driver ${history.driverId}: not yet invoiced 991 SEK, in the ledger 990`,
    ]);
  });

  it("finds a debt that his invoices do not show", async () => {
    await plant(
      database.owner,
      (sql) => sql`
      update invoices set paid_minor = 100 where id = ${history.unpaid.invoiceId}`,
    );
    expect((await found())["I10"]).toEqual([
      `driver ${history.driverId}: owes 11780 SEK, in the ledger 11880`,
    ]);
  });

  it("finds an account whose driver does not exist", async () => {
    const owner = newId();
    await plant(
      database.owner,
      (sql) => sql`
      insert into accounts (tenant_id, id, code, currency, kind, owner_id, cached)
      values (${history.tenant.tenantId}, ${newId()}, ${`driver:${owner}:receivable`}, 'SEK', 'driver_receivable', ${owner}, true)`,
    );
    expect(await found()).toEqual({
      I10: [`account driver:${owner}:receivable: belongs to no driver`],
    });
  });
});

describe("wallets", () => {
  const LATER = "2026-12-24T11:00:00Z";

  async function aHeldWallet() {
    const tenant = await aTenant(database.pool, { now: "2026-10-28T11:30:00Z" });
    const { ctx, tenantId } = tenant;
    const { id: driverId } = await aDriver(ctx);
    await topUp(ctx, driverId, 500_00n);
    const expiresAt = tenant.clock.now().add({ hours: 1 });
    const hold = { driverId, currency: "SEK", tokenId: null, ref: "authorize:1", expiresAt };
    await placeHold(ctx, { ...hold, amountMinor: 100_00n });
    await expectSoundBooks(ctx.db, tenantId);
    const violations = () => findViolations(ctx.db, tenantId);
    return { tenant, driverId, hold, violations };
  }

  it("I10 finds lots that are not what the ledger says, and a lot whose uses do not add up", async () => {
    const { driverId, violations } = await aHeldWallet();
    await plant(
      database.owner,
      (sql) => sql`
      update wallet_lots set remaining_minor = remaining_minor - 1 where driver_id = ${driverId}`,
    );
    expect(await violations()).toEqual({
      I10: [
        `driver ${driverId}: has lots of 49999 SEK, in the ledger 50000`,
        expect.stringMatching(/^lot .*: holds 49999 of 50000, drawn 0$/),
      ],
    });
  });

  it("I10 finds a hold that the account does not know", async () => {
    const { driverId, violations } = await aHeldWallet();
    await plant(
      database.owner,
      (sql) => sql`update accounts set held = 9900 where owner_id = ${driverId}`,
    );
    expect(await violations()).toEqual({
      I10: [`driver ${driverId}: has open holds of 10000 SEK, held 9900`],
    });
  });

  it("I7 finds a hold that outlived its expiry, as soon as the tenant's facts are later", async () => {
    const { tenant, hold, violations } = await aHeldWallet();
    tenant.clock.set(LATER);
    expect(await violations()).toEqual({});
    const expiresAt = tenant.clock.now().add({ hours: 1 });
    await placeHold(tenant.ctx, { ...hold, ref: "authorize:2", amountMinor: 1n, expiresAt });
    expect(await violations()).toEqual({
      I7: [
        expect.stringMatching(/^hold .*: is open since 2026-10-28 .*, it expired at 2026-10-28/),
      ],
    });
    await endStaleHolds(tenant.ctx);
    expect(await violations()).toEqual({});
  });
});
