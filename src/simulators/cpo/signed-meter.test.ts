import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Cdr, SignedData } from "./ocpi-objects";
import { isOddCharge, signCharge } from "./signed-meter";

function aCdr(over: {
  readonly id?: string;
  readonly start?: string;
  readonly power?: string;
}): Cdr {
  const start = over.start ?? "2026-11-20T10:00:00Z";
  return {
    country_code: "SE",
    party_id: "NSL",
    id: over.id ?? "NSL-C-000017",
    start_date_time: start,
    end_date_time: new Date(Date.parse(start) + 3_600_000).toISOString().replace(".000", ""),
    session_id: "NSL-S-000017",
    cdr_token: { country_code: "SE", party_id: "KVT", uid: "04A2", type: "RFID", contract_id: "C" },
    auth_method: "WHITELIST",
    cdr_location: {
      id: "NSL-STO-01",
      name: "Hornstulls strand",
      address: "Hornstulls strand 4",
      city: "Stockholm",
      postal_code: "117 39",
      country: "SWE",
      coordinates: { latitude: "59.315302", longitude: "18.030418" },
      evse_uid: "NSL-STO-01-1",
      evse_id: "SE*NSL*E1",
      connector_id: "1",
      connector_standard: "IEC_62196_T2",
      connector_format: "SOCKET",
      connector_power_type: over.power ?? "AC_3_PHASE",
    },
    currency: "SEK",
    tariffs: [],
    charging_periods: [],
    total_cost: { excl_vat: 0, incl_vat: 0 },
    total_energy: 7.321,
    total_time: 1,
    total_parking_time: 0,
    last_updated: start,
  };
}

/** Checks a record with OpenSSL. */
function opened({ public_key: key, signed_values: [value] }: SignedData) {
  const record = Buffer.from(value?.signed_data ?? "", "base64").toString();
  const [head, payload = "", seal = ""] = record.split("|");
  const { SD } = JSON.parse(seal) as { SD: string };
  const publicKey = createPublicKey({
    key: Buffer.from(key, "base64"),
    format: "der",
    type: "spki",
  });
  const isGenuine = verify("sha256", Buffer.from(payload), publicKey, Buffer.from(SD, "hex"));
  const values = [...payload.matchAll(/"RV":([\d.]+)/g)].map(([, text = ""]) => text);
  return { head, isGenuine, values, plain: value?.plain_data === payload };
}

describe("a charge's signed meter data", () => {
  it.each(["AC_3_PHASE", "DC"])("are signed by the point's own key: %s", (power) => {
    const record = opened(signCharge("kvitt", aCdr({ power }), false));
    expect(record).toMatchObject({ head: "OCMF", isGenuine: true, plain: true });
    const [start = "", end = ""] = record.values;
    expect(BigInt(end.replace(".", "")) - BigInt(start.replace(".", ""))).toBe(7_321n);
  });

  it("keep their key, and their register goes on", () => {
    const first = signCharge("kvitt", aCdr({}), false);
    const next = signCharge("kvitt", aCdr({ start: "2026-11-20T11:00:00Z" }), false);
    expect(next.public_key).toBe(first.public_key);
    expect(Number(opened(next).values[0])).toBeGreaterThanOrEqual(Number(opened(first).values[1]));
    expect(signCharge("other", aCdr({}), false).public_key).not.toBe(first.public_key);
  });

  it("do not fit where they were changed", () => {
    expect(opened(signCharge("kvitt", aCdr({}), true)).isGenuine).toBe(false);
  });

  it("are changed for a few charges only", () => {
    const ids = Array.from({ length: 1_000 }, (_, at) => `NSL-C-${at}`);
    const odd = ids.filter((id) => isOddCharge("kvitt", id)).length;
    expect(odd).toBeGreaterThan(10);
    expect(odd).toBeLessThan(70);
  });
});
