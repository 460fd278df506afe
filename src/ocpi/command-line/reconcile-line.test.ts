import { describe, expect, it } from "vitest";
import { lineOf } from "./lines.fixture";
import { reconcileLine } from "./reconcile-line";

const tariff = {
  id: "T",
  currency: "EUR",
  elements: [{ price_components: [{ type: "ENERGY", price: 0.25, vat: 20, step_size: 1 }] }],
};
const cdr = {
  start_date_time: "2026-07-01T10:00:00Z",
  end_date_time: "2026-07-01T11:00:00Z",
  currency: "EUR",
  charging_periods: [
    { start_date_time: "2026-07-01T10:00:00Z", dimensions: [{ type: "ENERGY", volume: 20.123 }] },
  ],
};
const line = { id: "1", ocpi_version: "2.2.1", time_zone: "UTC", tariff };
const claiming = (total_cost: unknown, more: object = {}) =>
  reconcileLine(lineOf({ ...line, ...more, cdr: { ...cdr, total_cost } }));

describe("a reconciled line", () => {
  it("adds class, reading and difference to the price", () => {
    expect(claiming({ excl_vat: 5.03, incl_vat: 6.04 })).toMatchObject({
      excl_tax: "5.03075",
      class: "match",
      reading: "half-away",
      difference: "-0.00075",
    });
  });

  it("names the reading that gives the claim, with what it explains and what remains", () => {
    expect(claiming({ excl_vat: 6.04, incl_vat: 7.24 })).toMatchObject({
      class: "explainable",
      reading: "vat-twice",
      difference: "1.00925",
      explained: "1.00615",
      remaining: "0.0031",
    });
  });

  it("is a mismatch without a reading where nothing gives the claim", () => {
    expect(claiming({ excl_vat: 17 })).toMatchObject({
      class: "mismatch",
      reading: null,
      difference: "11.96925",
    });
    expect(claiming({ excl_vat: 17 }, { tolerance: "12" })).toMatchObject({ class: "rounding" });
  });

  it("holds what a Credit CDR gives back against the price, whatever its sign", () => {
    const credit = { ...cdr, credit: true, credit_reference_id: "1" };
    for (const sign of [-1, 1]) {
      const total_cost = { excl_vat: sign * 5.03, incl_vat: sign * 6.04 };
      const out = reconcileLine(lineOf({ ...line, cdr: { ...credit, total_cost } }));
      expect(out).toMatchObject({ class: "match", difference: "-0.00075", notes: ["credit-cdr"] });
    }
    const total_cost = { excl_vat: -17 };
    const out = reconcileLine(lineOf({ ...line, cdr: { ...credit, total_cost } }));
    expect(out).toMatchObject({ class: "mismatch", difference: "11.96925" });
  });

  it("finds a version of the tariff that gives the claim", () => {
    const older = JSON.parse(JSON.stringify(tariff).replace("0.25", "0.31")) as object;
    const other_versions = [{ label: "2026-05-01", tariff: older }];
    expect(claiming({ excl_vat: 6.24 }, { other_versions })).toMatchObject({
      class: "explainable",
      reading: "other-version",
      tariff_version: "2026-05-01",
    });
  });

  it("is malformed without a claim, and unpriceable without a tariff", () => {
    expect(claiming(undefined)).toMatchObject({ class: "malformed", error: "no-claim" });
    expect(claiming({ excl_vat: 5 }, { tariff: null })).toMatchObject({
      class: "unpriceable",
      error: "no-tariff",
      difference: null,
    });
    expect(reconcileLine(new TextEncoder().encode("nonsense"))).toMatchObject({
      class: "malformed",
      error: "not-json",
    });
  });

  it("reads the claim of each version", () => {
    const of230 = {
      ...line,
      ocpi_version: "2.3.0",
      tariff: { ...tariff, tax_included: "NO" },
      cdr: { ...cdr, total_cost: { before_taxes: 5.03, taxes: [{ name: "VAT", amount: 1.01 }] } },
    };
    expect(reconcileLine(lineOf(of230))).toMatchObject({ class: "match" });
    const { end_date_time: stop_date_time, ...of211 } = cdr;
    const early = { ...of211, stop_date_time, total_cost: 5.03 };
    expect(reconcileLine(lineOf({ ...line, ocpi_version: "2.1.1", cdr: early }))).toMatchObject({
      class: "match",
    });
  });
});
