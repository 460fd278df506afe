import { expect, it } from "vitest";
import { tableBreaks } from "./table-breaks";

it("names what breaks the tables, and nothing that OCPI leaves open", () => {
  expect(
    tableBreaks([
      "country_code: lower-case",
      "cdr_token.party_id: lower-case",
      "currency: lower-case",
      "_own: unknown-field",
      "kwh: rounded",
      "kwh: wh-for-kwh",
      "kwh: fell",
      "total_cost: number-for-price",
      "missing",
    ]),
  ).toEqual(["currency: lower-case", "total_cost: number-for-price", "missing"]);
});
