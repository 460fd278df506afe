import { describe, expect, it } from "vitest";
import { asId } from "@/core/ids";
import { InvariantError } from "@/core/invariant";
import {
  accountKinds,
  cpoPayableAccount,
  driverAccount,
  revenueAccount,
  vatAccount,
} from "./account";

const driverId = asId<"driver">("0198c5a0-0000-7000-8000-00000000000a");

describe("accounts", () => {
  it("name the driver they belong to", () => {
    expect(driverAccount(driverId, "unbilled_receivable")).toEqual({
      code: `driver:${driverId}:unbilled_receivable`,
      kind: "driver_unbilled_receivable",
      ownerId: driverId,
    });
  });

  it("name VAT by country and percentage", () => {
    expect(vatAccount("SE", 250_000).code).toBe("vat:SE:25");
    expect(vatAccount("FR", 55_000).code).toBe("vat:FR:5.5");
    expect(() => vatAccount("se", 250_000)).toThrow(InvariantError);
  });

  it("name one operator once, however his letters are written", () => {
    const written = cpoPayableAccount({ countryCode: "se", partyId: "nsl" });
    expect(written).toEqual(cpoPayableAccount({ countryCode: "SE", partyId: "NSL" }));
    expect(written.code).toBe("cpo:SE-NSL:payable");
  });

  it("are each of one kind of the closed set", () => {
    expect(new Set(accountKinds).size).toBe(accountKinds.length);
    expect(accountKinds).toContain(revenueAccount("parking").kind);
  });
});
