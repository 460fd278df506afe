import { describe, expect, it } from "vitest";
import { hideDrivers, hideReferences } from "./hide-drivers";

const bytes = (text: string) => new TextEncoder().encode(text);
const textOf = (body: Uint8Array) => new TextDecoder().decode(body);
const TOKEN = `{"country_code":"NL","party_id":"TNM","uid":"04AABBCC","type":"RFID","contract_id":"NL-TNM-C1","visual_number":"DF000-2001"}`;
const INSTEAD = { uid: "HIDDEN-1", contractId: "#NA" };
const always = () => INSTEAD;

describe("a body that names another eMSP's driver", () => {
  it("keeps the digits of its numbers and everything but the driver", () => {
    const body = `{"id":"S1","kwh":12.50,"cdr_token":${TOKEN},"authorization_reference":"R-9","periods":[{"volume":1.0}]}`;
    const hidden = textOf(hideDrivers(bytes(body), always));
    expect(hidden).toContain(`"kwh":12.50`);
    expect(hidden).toContain(`"volume":1.0`);
    expect(JSON.parse(hidden)).toEqual({
      id: "S1",
      kwh: 12.5,
      periods: [{ volume: 1 }],
      cdr_token: {
        country_code: "NL",
        party_id: "TNM",
        type: "RFID",
        uid: "HIDDEN-1",
        contract_id: "#NA",
      },
    });
  });

  it("loses the driver wherever else the object repeats him", () => {
    const body = `{"cdr_token":${TOKEN},"meter_id":"M1/04AABBCC","x_tag":{"id":["NL-TNM-C1","DF000-2001"]}}`;
    const hidden = textOf(hideDrivers(bytes(body), always));
    for (const name of ["04AABBCC", "NL-TNM-C1", "DF000-2001"]) expect(hidden).not.toContain(name);
    expect(hidden).toContain("M1/[hidden]");
  });

  it("is a page, of which only those are hidden that are not ours", () => {
    const ours = `{"id":"A","cdr_token":{"uid":"OUR-CARD"}}`;
    const page = `{"data":[${ours},{"id":"B","cdr_token":${TOKEN}}],"status_code":1000}`;
    const hide = (token: Readonly<Record<string, unknown>>) =>
      token["uid"] === "OUR-CARD" ? null : INSTEAD;
    const hidden = textOf(hideDrivers(bytes(page), hide));
    expect(hidden).toContain(ours);
    expect(hidden).not.toContain("04AABBCC");
  });

  it("is left byte by byte where nobody is to be hidden, or where it is no JSON", () => {
    for (const text of [`{ "cdr_token" : ${TOKEN} }`, `{"cdr_token":`, "", `{"kwh":1}`]) {
      const body = bytes(text);
      expect(hideDrivers(body, () => null)).toBe(body);
    }
  });

  it("loses the reference of its authorization where a change names it alone", () => {
    expect(textOf(hideReferences(bytes(`{"kwh":2.50,"authorization_reference":"R-9"}`)))).toBe(
      `{"kwh":2.50}`,
    );
    const body = bytes(`{ "kwh": 2.50 }`);
    expect(hideReferences(body)).toBe(body);
  });
});
