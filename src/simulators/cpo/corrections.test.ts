import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeEmsp, startFakeEmsp } from "./fake-emsp";
import type { OcpiVersion } from "./ocpi-version";
import type { RunningCpo } from "./start-cpo";
import { ask, startTestCpo, temporaryFolder, until } from "./test-run";
import { findViolations } from "./validate-object";

let emsp: FakeEmsp;
let folder: ReturnType<typeof temporaryFolder>;
let running: RunningCpo;

async function register(version: OcpiVersion): Promise<void> {
  emsp.versions = [version];
  running = await startTestCpo({
    stateDir: folder.path,
    emspVersionsUrl: `${emsp.url}/versions`,
    versions: [version],
  });
  await until("stocked", () => emsp.requests.filter(({ method }) => method === "PUT").length >= 7);
}

async function control(path: string, body: object) {
  const init = { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${running.url}/control/${path}`, init);
  return { http: response.status, body: (await response.json()) as Record<string, unknown> };
}

const play = async (start: string) => {
  const { body } = await control("play-session", { authorize: false, start_date_time: start });
  return String(body["cdr_id"]);
};
const sentTo = (module: string) => emsp.requests.filter(({ path }) => path.includes(`/${module}`));

beforeEach(async () => {
  emsp = await startFakeEmsp();
  folder = temporaryFolder();
});

afterEach(async () => {
  await running.stop();
  await emsp.close();
  folder.remove();
});

describe("a Credit CDR", { timeout: 15_000 }, () => {
  it("takes a CDR back once, with or without another in its place", async () => {
    await register("2.2.1");
    const id = await play("2026-11-10T08:00:00Z");
    expect(await control("credit-cdr", { cdr_id: id, replace: false })).toMatchObject({
      http: 200,
      body: { credit_id: `${id}-C`, credit_delivery: { state: "delivered" }, replacement_id: null },
    });
    expect((await control("credit-cdr", { cdr_id: id })).http).toBe(409);
    expect((await control("credit-cdr", { cdr_id: `${id}-C` })).http).toBe(409);
    expect((await control("credit-cdr", { cdr_id: "NOTHING" })).http).toBe(409);
    expect((await control("credit-cdr", {})).http).toBe(400);
    expect(sentTo("cdrs")).toHaveLength(2);
  });

  it("has negative taxes in 2.3.0", async () => {
    await register("2.3.0");
    const id = await play("2026-11-10T08:00:00Z");
    await control("credit-cdr", { cdr_id: id });
    const [original, credit, replacement] = sentTo("cdrs").map(({ body }) => body);
    const cost = original?.["total_cost"] as { before_taxes: number; taxes: { amount: number }[] };
    expect(credit).toMatchObject({
      credit: true,
      total_cost: {
        before_taxes: -cost.before_taxes,
        taxes: [{ amount: -(cost.taxes[0]?.amount ?? 0) }],
      },
    });
    const strict = { isClosed: true, version: "2.3.0" } as const;
    expect([credit, replacement].flatMap((cdr) => findViolations("CDR", cdr, strict))).toEqual([]);
  });

  it("does not exist in 2.1.1", async () => {
    await register("2.1.1");
    const id = await play("2026-11-10T08:00:00Z");
    expect((await control("credit-cdr", { cdr_id: id })).http).toBe(409);
    expect(sentTo("cdrs")).toHaveLength(1);
  });
});

describe("invoice reconciliation", { timeout: 15_000 }, () => {
  it("states the CDRs of a month by our wall clock, and again by PUT when there are more", async () => {
    await register("2.3.0");
    // 23:30 UTC is the next month in Stockholm.
    await play("2026-10-31T22:40:00Z");
    const first = await play("2026-10-10T08:00:00Z");
    expect(await control("reconcile-invoices", { month: "2026-10" })).toMatchObject({
      http: 200,
      body: { record: { cdrs: [first] }, delivery: { state: "delivered" } },
    });
    const second = await play("2026-10-11T08:00:00Z");
    await control("reconcile-invoices", {});
    const [posted, put] = sentTo("invoicereconciliation");
    expect([posted?.method, put?.method]).toEqual(["POST", "PUT"]);
    expect(put?.path).toBe("/2.3.0/invoicereconciliation/SE/NSL/NSL-I-202610");
    expect(put?.body["cdrs"]).toEqual([first, second]);
    const strict = { isClosed: true, version: "2.3.0" } as const;
    expect(findViolations("InvoiceReconciliationRecord", put?.body, strict)).toEqual([]);
    const list = await ask(`${running.url}/ocpi/2.3.0/sender/invoicereconciliation`, emsp.tokenB());
    expect(list.body.data).toEqual([put?.body]);
  });

  it("is for 2.3.0, for months that have CDRs, and sent later when the eMSP is away", async () => {
    await register("2.3.0");
    expect((await control("reconcile-invoices", { month: "2025-01" })).http).toBe(404);
    expect((await control("reconcile-invoices", { month: "October" })).http).toBe(400);
    await play("2026-10-10T08:00:00Z");
    emsp.script = ({ path }) =>
      path.includes("invoicereconciliation") && sentTo("invoicereconciliation").length < 2
        ? { http: 503, code: 3000 }
        : undefined;
    const away = await control("reconcile-invoices", { month: "2026-10" });
    expect(away.body).toMatchObject({ delivery: { state: "pending" } });
    await until("sent", () => sentTo("invoicereconciliation").length === 2);
    expect(sentTo("invoicereconciliation").map(({ method }) => method)).toEqual(["POST", "POST"]);
  });

  it("is refused in 2.2.1", async () => {
    await register("2.2.1");
    expect((await control("reconcile-invoices", { month: "2026-10" })).http).toBe(409);
  });
});
