import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { cdrs } from "@/db/schema/cdrs";
import { tokens } from "@/db/schema/drivers";
import { charges } from "@/db/schema/plans";
import { sessions } from "@/db/schema/sessions";
import { issueInvoices } from "@/services/invoices/issue-invoices";
import { anAccountPerson, type AccountPerson } from "@/testing/account-people";
import { testRuntime } from "@/testing/builders/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { saveCard } from "@/testing/owing-driver";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { createCallerFactory } from "@/trpc/init";
import { appRouter } from "@/trpc/routers/app-router";

// next-auth finds Next's modules only in Next's own bundle; who is signed in is given here.
vi.mock("next-auth", () => ({ default: () => ({}) }));
vi.mock("@/auth/current-session", () => ({ currentSessionId: () => Promise.resolve(null) }));

/**
 * Who of an account may ask what: owner (he alone), run (owner, admin), reader (and bookkeepers), use (owner, admin,
 * drivers: their own), charges (all of them; drivers their own).
 */
type Access = "owner" | "run" | "reader" | "use" | "charges";

const MAY: Record<Access, readonly AccountPerson["role"][]> = {
  owner: ["owner"],
  run: ["owner", "admin"],
  reader: ["owner", "admin", "bookkeeper"],
  use: ["owner", "admin", "driver"],
  charges: ["owner", "admin", "bookkeeper", "driver"],
};

/** Each procedure of the driver's pages. One that is not listed fails below: say here who may ask it. */
const ACCESS: Readonly<Record<string, Access>> = {
  "account.people": "run",
  "account.invite": "run",
  "account.resend": "run",
  "account.changeMember": "run",
  "account.removeMember": "run",
  "account.setHolder": "run",
  "account.setLimit": "run",
  "account.costCentres": "run",
  "account.saveCostCentre": "run",
  "account.archiveCostCentre": "run",
  "account.rules": "run",
  "account.ruleChoices": "run",
  "account.previewRules": "run",
  "account.saveRule": "run",
  "account.moveRule": "run",
  "account.removeRule": "run",
  "account.labelOf": "charges",
  "account.setLabel": "charges",
  "home.read": "run",
  "home.plan": "run",
  "home.live": "use",
  "charge.places": "use",
  "charge.choices": "use",
  "charge.loosen": "use",
  "charge.place": "use",
  "charge.start": "use",
  "charge.stop": "use",
  "charge.reserve": "use",
  "charge.cancelReservation": "use",
  "charge.command": "use",
  "charge.open": "use",
  "sessions.list": "charges",
  "sessions.get": "charges",
  "sessions.live": "use",
  "live.setCap": "use",
  "live.setDefaultCap": "run",
  "locks.ofSession": "charges",
  "locks.ofCommand": "use",
  "goals.get": "use",
  "goals.preview": "use",
  "goals.previewAt": "use",
  "goals.set": "use",
  "goals.boost": "use",
  "routines.list": "run",
  "routines.save": "run",
  "routines.switch": "run",
  "routines.remove": "run",
  "routines.restore": "run",
  "vehicles.list": "use",
  "vehicles.save": "run",
  "vehicles.remove": "run",
  "vehicles.restore": "run",
  "vehicles.makeDefault": "run",
  "tokens.list": "use",
  "receipts.meterData": "charges",
  "receipts.checkMeterData": "charges",
  "receipts.pendingPrice": "charges",
  "receipts.statement": "charges",
  "receipts.choices": "charges",
  "receipts.period": "charges",
  "receipts.order": "charges",
  "receipts.packs": "charges",
  "receipts.schedules": "charges",
  "receipts.addSchedule": "charges",
  "receipts.endSchedule": "charges",
  "tokens.uses": "use",
  "tokens.activate": "use",
  "tokens.rename": "use",
  "tokens.lost": "use",
  "tokens.orders": "use",
  "tokens.address": "use",
  "tokens.order": "use",
  "tokens.cancelOrder": "use",
  "tokens.block": "use",
  "tokens.unblock": "use",
  "invoices.list": "reader",
  "invoices.get": "reader",
  "creditNotes.list": "reader",
  "creditNotes.get": "reader",
  "disputes.list": "use",
  "disputes.get": "use",
  "disputes.ofSession": "use",
  "disputes.offered": "use",
  "disputes.dismiss": "use",
  "disputes.restore": "use",
  "disputes.open": "use",
  "disputes.note": "use",
  "disputes.withdraw": "use",
  "disputes.reopen": "use",
  "documents.list": "reader",
  "dunning.list": "reader",
  "notifications.topics": "charges",
  "notifications.choose": "charges",
  "notifications.browsers": "charges",
  "notifications.pushKey": "charges",
  "notifications.subscribe": "charges",
  "notifications.forget": "charges",
  "notifications.leave": "charges",
  "notifications.trial": "charges",
  "payment.read": "run",
  "payment.standing": "reader",
  "payment.startCardSetup": "run",
  "payment.makeDefault": "run",
  "payment.remove": "run",
  "payment.approve": "run",
  "payment.payNow": "run",
  "payment.retry": "run",
  "plan.read": "run",
  "plan.compare": "run",
  "plan.preview": "run",
  "plan.change": "run",
  "plan.previewRest": "run",
  "plan.rest": "run",
  "wallet.read": "run",
  "wallet.movements": "run",
  "wallet.topUp": "run",
  "wallet.setAuto": "run",
  "wallet.previewWithdrawal": "run",
  "wallet.withdraw": "run",
  "wallet.closeAccount": "owner",
  "wallet.limits": "run",
  "wallet.setLimit": "run",
  "privacy.kept": "owner",
  "privacy.agreed": "owner",
  "privacy.exports": "owner",
  "privacy.requestExport": "owner",
  "privacy.erasure": "owner",
  "privacy.requestErasure": "owner",
  "privacy.withdrawErasure": "owner",
  "privacy.sessions": "charges",
  "privacy.endSession": "charges",
  "privacy.endOtherSessions": "charges",
  "privacy.signIns": "charges",
  "profile.self": "charges",
  "profile.rename": "charges",
  "profile.read": "owner",
  "profile.save": "owner",
  "profile.changeEmail": "owner",
  "profile.terms": "owner",
  "profile.acceptances": "owner",
  "profile.acceptTerms": "owner",
};

const database = testDatabase();
const createCaller = createCallerFactory(appRouter);
const paths = Object.keys(appRouter["_def"].procedures)
  .filter((path) => path.startsWith("driver."))
  .map((path) => path.slice("driver.".length));
let tenant: TestTenant;
let people: Record<"owner" | "admin" | "bookkeeper" | "anna" | "bo", AccountPerson>;
/** What belongs to Bo, whom Anna must not hear of. */
let bos: Readonly<Record<string, string>>;
let annas: Readonly<Record<string, string>>;

async function ask(path: string, who: AccountPerson, input: object = {}): Promise<string> {
  const caller = createCaller({ person: who.person, address: null });
  const procedure = `driver.${path}`
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller);
  const answer = await (procedure as (input: unknown) => Promise<unknown>)(input);
  return JSON.stringify(answer ?? null, (_key, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error: unknown) => (error as { code?: string }).code ?? "threw",
  );

beforeAll(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-12T10:21:00Z" });
  const { ctx } = tenant;
  const runtime = testRuntime(database.pool, tenant.clock);
  (globalThis as Record<symbol, unknown>)[Symbol.for("kvitt.web-runtime")] = runtime;
  const cpo = await aRoamingDriver(database.pool, tenant);
  const driverId = cpo.driver.id;
  const [owner, admin, bookkeeper, anna, bo] = [
    await anAccountPerson(ctx, driverId, "owner"),
    await anAccountPerson(ctx, driverId, "admin"),
    await anAccountPerson(ctx, driverId, "bookkeeper"),
    await anAccountPerson(ctx, driverId, "driver"),
    await anAccountPerson(ctx, driverId, "driver"),
  ];
  people = { owner, admin, bookkeeper, anna, bo };
  await saveCard(ctx, driverId);
  const charged = async (id: string, { token }: AccountPerson, day: number) => {
    const kwh = day;
    const { uid, contractId } = token;
    const cdr_token = { ...cdrOf(id, day, kwh).cdr_token, uid, contract_id: contractId };
    const { auth_method, currency, start_date_time } = cdrOf(id, 12, kwh);
    await cpo.send("POST", "cdrs", { ...cdrOf(id, day, kwh), cdr_token });
    await cpo.send("PUT", `sessions/SE/NSL/LIVE-${id}`, {
      country_code: "SE",
      party_id: "NSL",
      id: `LIVE-${id}`,
      start_date_time,
      kwh,
      cdr_token,
      auth_method,
      location_id: "LOC-1",
      evse_uid: "E1",
      connector_id: "1",
      currency,
      status: "ACTIVE",
      last_updated: "2026-10-12T10:20:00Z",
    });
  };
  await charged("ANNA", anna, 9);
  await charged("BO", bo, 10);
  await rateAll(ctx);
  const now = tenant.clock.now();
  const period = { start: now.subtract({ hours: 200 }), end: now };
  const [invoiceId] = await issueInvoices(ctx, { driverId, kind: "interim", period, until: now });
  const ofPerson = async ({ token }: AccountPerson) => {
    const [made] = await ctx.db
      .select({ cdrId: cdrs.id, chargeId: charges.id })
      .from(cdrs)
      .innerJoin(charges, eq(charges.cdrId, cdrs.id))
      .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.tokenId, token.id)));
    const [live] = await ctx.db
      .select({ sessionId: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.tokenId, token.id)));
    if (!made || !live || !invoiceId)
      throw new Error(
        `a charge, a session and a bill were expected: ${[made?.cdrId, live?.sessionId, invoiceId].join()}`,
      );
    return { ...made, ...live, tokenId: token.id, uid: token.uid, invoiceId };
  };
  [annas, bos] = [await ofPerson(anna), await ofPerson(bo)];
});

describe("who of an account may ask what", () => {
  it("is said of every procedure of the driver's pages, and of no other", () => {
    expect(paths.toSorted()).toEqual(Object.keys(ACCESS).toSorted());
  });

  it.each(paths)("%s is for those alone for whom it is meant", async (path) => {
    const access = ACCESS[path];
    if (!access) throw new Error(`${path} is not listed`);
    for (const who of [people.owner, people.admin, people.bookkeeper, people.anna]) {
      // An input of nothing does nothing: whoever may ask is told that it is not right.
      const isUndone = /closeAccount/.test(path) && who.role === "owner";
      if (isUndone) continue;
      const code = await codeOf(ask(path, who));
      if (MAY[access].includes(who.role)) expect([who.role, code]).not.toContain("FORBIDDEN");
      else expect([who.role, code]).toEqual([who.role, "FORBIDDEN"]);
    }
  });

  it.each(paths)(
    "%s tells a driver nothing of another's charges, nor of the bill",
    async (path) => {
      for (const id of Object.values(bos)) {
        const input = {
          ...bos,
          id,
          page: 1,
          text: "",
          leaveAt: "",
          timeZone: "Europe/Stockholm",
          isOn: true,
          style: "FAST",
          need: "all",
          energyKwh: "",
          rangeKm: "",
          vehicleId: "",
          dischargeAllowed: false,
          locale: "sv",
          method: "card",
          reason: "other",
          words: "-",
        };
        const answer = await ask(path, people.anna, input).catch((error: unknown) => error);
        if (answer instanceof Error) {
          expect(answer).toMatchObject({
            code: expect.stringMatching(/^(FORBIDDEN|NOT_FOUND|BAD_REQUEST)$/),
          });
          continue;
        }
        for (const secret of Object.values(bos)) expect(answer).not.toContain(secret);
      }
    },
  );
});

describe("what somebody who only charges sees", () => {
  it("is what he charged with his own card, and what runs on it", async () => {
    const listed = await ask("sessions.list", people.anna, { page: 1 });
    expect(listed).toContain(annas["sessionId"]);
    expect(listed).toContain(annas["cdrId"]);
    expect(listed).toContain('"total":2');
    const live = await ask("home.live", people.anna);
    expect(live).toContain(annas["sessionId"]);
    expect(await ask("tokens.list", people.anna)).toContain(annas["uid"]);
    expect(await ask("sessions.get", people.anna, { id: annas["cdrId"] })).toContain(
      '"invoice":null',
    );
  });

  it("is everything for bookkeepers, and the bill", async () => {
    const listed = await ask("sessions.list", people.bookkeeper, { page: 1 });
    expect(listed).toContain('"total":4');
    const invoice = await ask("invoices.get", people.bookkeeper, { id: bos["invoiceId"] });
    expect(invoice).toContain(bos["invoiceId"]);
  });

  it("ends with the card: who holds it now sees nothing of before", async () => {
    const { ctx } = tenant;
    const { memberId } = people.anna;
    const since = tenant.clock.now();
    const isCard = and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.id, people.bo.token.id));
    await ctx.db.update(tokens).set({ memberId, memberSince: since }).where(isCard);
    const listed = await ask("sessions.list", people.anna, { page: 1 });
    await ctx.db.update(tokens).set({ memberId: people.bo.memberId }).where(isCard);
    expect(listed).toContain('"total":2');
    expect(listed).not.toContain(bos["cdrId"]);
  });
});
