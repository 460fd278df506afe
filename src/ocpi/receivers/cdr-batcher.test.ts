import { describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { asId } from "@/core/ids";
import { no } from "@/core/outcome";
import type { CdrInput, CdrReceipt } from "@/services/cdrs/cdr-delivery";
import type { CdrHost } from "@/services/cdrs/receive-cdrs";
import { createCdrBatcher } from "./cdr-batcher";

const host = {} as CdrHost;
const limits = { size: 4, waitMs: 1 };

function aDelivery(name: string): CdrInput {
  const partnerId: Id<"partner"> = asId(name);
  return {
    tenantId: asId("t"),
    partnerId,
    message: { partnerId, module: "cdrs", method: "POST", url: name },
    parsed: no([name]),
    receivedAt: Temporal.Instant.from("2026-11-02T11:00:00Z"),
  };
}

const receiptsOf = (inputs: readonly CdrInput[]): CdrReceipt[] =>
  inputs.map(({ message }) => ({ outcome: "rejected", reasons: [message.url] }));

describe("the batcher", () => {
  it("commits together what arrives together, up to its size, and gives each its own receipt", async () => {
    const sizes: number[] = [];
    const submit = createCdrBatcher(host, limits, async (_host, inputs) => {
      sizes.push(inputs.length);
      await new Promise((resolve) => setTimeout(resolve, 2));
      return receiptsOf(inputs);
    });
    const names = Array.from({ length: 10 }, (_, index) => `cdr-${index}`);
    const receipts = await Promise.all(names.map((name) => submit(aDelivery(name))));
    expect(receipts).toEqual(names.map((name) => ({ outcome: "rejected", reasons: [name] })));
    expect(sizes).toEqual([4, 4, 2]);
  });

  it("answers nobody before the commit", async () => {
    let isCommitted = false;
    const submit = createCdrBatcher(host, limits, async (_host, inputs) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      isCommitted = true;
      return receiptsOf(inputs);
    });
    await submit(aDelivery("one"));
    expect(isCommitted).toBe(true);
  });

  it("tries one by one what fails together: a bad delivery harms no other", async () => {
    const submit = createCdrBatcher(host, limits, async (_host, inputs) => {
      if (inputs.some(({ message }) => message.url === "bad")) throw new Error("bad");
      return receiptsOf(inputs);
    });
    const settled = await Promise.allSettled(
      ["a", "bad", "b"].map((name) => submit(aDelivery(name))),
    );
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    await expect(submit(aDelivery("later"))).resolves.toMatchObject({ reasons: ["later"] });
  });

  it("does not hammer a database that is away", async () => {
    let attempts = 0;
    const submit = createCdrBatcher(host, limits, async () => {
      attempts++;
      throw Object.assign(new Error("away"), { code: "ECONNREFUSED" });
    });
    const settled = await Promise.allSettled(
      ["a", "b", "c"].map((name) => submit(aDelivery(name))),
    );
    expect(settled.every(({ status }) => status === "rejected")).toBe(true);
    expect(attempts).toBe(1);
  });
});
