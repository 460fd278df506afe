import { describe, expect, it } from "vitest";
import type { Location } from "@/core/roaming/location";
import type { Token } from "@/core/roaming/token";
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from "@/ocpi/json-value";
import { specificationExamples } from "@/ocpi/specification-examples";
import { codec221 } from "@/ocpi/v2_2_1/codec";
import { describeFinding } from "@/ocpi/wire/read-wire";
import { codec230 } from "./codec";

const { exampleObject } = specificationExamples("v2_3_0");
const NOW = Temporal.Instant.from("2026-11-02T11:00:00Z");
const OWNER = { countryCode: "BE", partyId: "BEC" };
const PARTIES = { owner: OWNER, us: { countryCode: "SE", partyId: "KVT" } };
const number = (source: string) => new JsonNumber(source);

function readSession(total_cost: JsonValue) {
  const json = { ...exampleObject("session_example_1_simple_start"), total_cost };
  const read = codec230.parseSession(json, NOW, PARTIES);
  if (!read.ok) throw new Error(read.reason.map(describeFinding).join("; "));
  return { price: read.value.session.totalCost, notes: read.value.notes.map(describeFinding) };
}

function readTariff(fields: JsonObject) {
  const json = { ...exampleObject("tariff_1_simple_2hour"), ...fields };
  const read = codec230.parseTariff(json, NOW, PARTIES);
  return read.ok ? read.value : read.reason.map(describeFinding);
}

function readLocation(json: JsonObject): Location {
  const read = codec230.parseLocation(json, NOW, PARTIES);
  if (!read.ok) throw new Error(read.reason.map(describeFinding).join("; "));
  return read.value.location;
}

describe("a price of 2.3.0", () => {
  it("comes to what it says with its taxes added", () => {
    const taxes: JsonObject[] = [
      { name: "State", percentage: number("6.25"), amount: number("0.5") },
      { name: "City", account_number: "12", amount: number("0.25") },
    ];
    const { price, notes } = readSession({ before_taxes: number("8"), taxes });
    expect(notes).toEqual([]);
    expect(price).toEqual({
      beforeTaxes: 8_000_000n,
      taxes: [
        { name: "State", percentage: 62_500, amount: 500_000n },
        { name: "City", accountNumber: "12", amount: 250_000n },
      ],
      afterTaxes: 8_750_000n,
    });
  });

  it.each([null, [] as JsonValue[], undefined])(
    "says nothing of taxes where it lists none",
    (taxes) => {
      const stated: JsonObject = taxes === undefined ? {} : { taxes };
      expect(readSession({ before_taxes: number("8"), ...stated }).price).toEqual({
        beforeTaxes: 8_000_000n,
      });
    },
  );

  it("is taken in 2.2.1's words, with a note", () => {
    const { price, notes } = readSession({ excl_vat: number("8"), incl_vat: number("10") });
    expect(notes).toEqual(["total_cost: price-of-2.2.1"]);
    expect(price).toMatchObject({ beforeTaxes: 8_000_000n, afterTaxes: 10_000_000n });
  });

  it("is taken as a bare number, with a note", () => {
    const { price, notes } = readSession(number("8.5"));
    expect(notes).toEqual(["total_cost: number-for-price"]);
    expect(price).toEqual({ beforeTaxes: 8_500_000n });
  });

  it("says the same in 2.2.1's words when it goes out there, and back", () => {
    const taxes = [{ name: "VAT", amount: number("2") }];
    const json = {
      ...exampleObject("session_example_1_simple_start"),
      total_cost: { before_taxes: number("8"), taxes },
    };
    const read = codec230.parseSession(json, NOW, PARTIES);
    if (!read.ok) throw new Error("not read");
    const out = codec221.sessionFromCore(read.value.session);
    expect(JSON.stringify(out["total_cost"])).toBe('{"excl_vat":8,"incl_vat":10}');
    const again = codec221.parseSession(out, NOW, PARTIES);
    const back = again.ok ? codec230.sessionFromCore(again.value.session) : {};
    expect(JSON.stringify(back["total_cost"])).toBe(
      '{"before_taxes":8,"taxes":[{"name":"VAT","amount":2}]}',
    );
  });
});

describe("a tariff of 2.3.0", () => {
  it.each([
    ["YES", "YES", []],
    ["N/A", "N/A", []],
    ["NA", "N/A", ["tax_included: other-spelling"]],
    ["no", "NO", ["tax_included: other-spelling"]],
    [null, null, ["tax_included: missing"]],
    ["", null, ["tax_included: missing"]],
  ])("reads tax_included %j as %j", (word, expected, notes) => {
    const read = readTariff({ tax_included: word });
    expect(read).toMatchObject({ tariff: { taxIncluded: expected } });
    expect("notes" in read && read.notes.map(describeFinding)).toEqual(notes);
  });

  it("is refused where it says something of taxes that has no meaning", () => {
    expect(readTariff({ tax_included: "MAYBE" })).toEqual(["tax_included: unknown-value"]);
  });

  it("bounds the price on each side of taxes on its own", () => {
    const min_price = { before_taxes: number("1"), after_taxes: number("1.25") };
    const max_price = { excl_vat: number("10") };
    expect(readTariff({ min_price, max_price })).toMatchObject({
      tariff: {
        minPrice: { beforeTaxes: 1_000_000n, afterTaxes: 1_250_000n },
        maxPrice: { beforeTaxes: 10_000_000n },
      },
      notes: [{ path: "max_price", code: "price-of-2.2.1" }],
    });
  });
});

describe("a place of 2.3.0", () => {
  it("keeps parking, the ways of plug and charge, and who else may charge there", () => {
    const json = exampleObject("location_example");
    const [evse] = Array.isArray(json["evses"]) ? json["evses"] : [];
    if (!isJsonObject(evse) || !Array.isArray(evse["connectors"])) throw new Error("no EVSE");
    const [connector] = evse["connectors"];
    if (!isJsonObject(connector)) throw new Error("no connector");
    const capabilities = ["ISO_15118_20_PLUG_AND_CHARGE", "X_WIRELESS"];
    const held = readLocation({
      ...json,
      help_phone: "+32 2 555 55 55",
      evses: [
        {
          ...evse,
          parking: ["1"],
          accepted_service_providers: ["DE-ABC"],
          connectors: [{ ...connector, capabilities }],
        },
      ],
    });
    expect(held.helpPhone).toBe("+32 2 555 55 55");
    expect(held.parkingPlaces.length).toBeGreaterThan(0);
    expect(held.evses[0]).toMatchObject({
      parking: [{ parkingId: "1" }],
      acceptedServiceProviders: ["DE-ABC"],
      connectors: [{ capabilities }],
    });
    const changed = codec230.patchLocation(
      held,
      { name: "Gent Sint-Pieters", last_updated: "2030-01-01T00:00:00Z" },
      NOW,
    );
    expect("location" in changed && changed.location).toMatchObject({
      name: "Gent Sint-Pieters",
      parkingPlaces: held.parkingPlaces,
      evses: held.evses,
    });
  });
});

describe("what is ours in 2.3.0", () => {
  const token: Token = {
    countryCode: "SE",
    partyId: "KVT",
    uid: "SEKVTC000000117",
    type: "EMAID",
    contractId: "SE-KVT-C00000011-7",
    issuer: "Kvitt",
    valid: true,
    whitelist: "NEVER",
    lastUpdated: NOW,
  };

  it("calls a contract of plug and charge by its name, which 2.2.1 does not have", () => {
    expect(codec230.tokenFromCore(token)["type"]).toBe("EMAID");
    expect(codec221.tokenFromCore(token)["type"]).toBe("OTHER");
    const info = codec230.authorizationInfoFromCore({ allowed: "ALLOWED", token });
    expect(info).toMatchObject({ allowed: "ALLOWED", token: { type: "EMAID" } });
  });

  it("a hub stands beside the roles of those behind it", () => {
    const json = { ...exampleObject("credentials_example4"), hub_party_id: "NLHUB" };
    const read = codec230.parseCredentials(json, NOW);
    expect(read.ok && read.value.credentials.hubPartyId).toBe("NLHUB");
    expect(read.ok && read.value.notes).toEqual([]);
  });
});
