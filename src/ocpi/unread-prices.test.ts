import { describe, expect, it } from "vitest";
import { priceCdr } from "@/core/rating/price-cdr";
import { codecs } from "./codec-for";
import type { JsonObject, JsonValue } from "./json-value";
import { describeFinding } from "./wire/read-wire";
import { WIRE } from "./wire-objects.fixture";

const RECEIVED = Temporal.Instant.from("2026-11-02T12:00:00Z");
const OWNER = { countryCode: "SE", partyId: "NSL" };
const PARTIES = { owner: OWNER, us: { countryCode: "SE", partyId: "KVT" } };
const component = (type: JsonValue) => ({ type, price: "1", step_size: "1" });

describe.each(codecs.map((codec) => ({ codec, version: codec.version })))(
  "a tariff within a CDR of $version",
  ({ codec, version }) => {
    const read = (...tariffs: JsonObject[]) => {
      const whole = { id: "T", currency: "EUR", last_updated: "2026-01-01T00:00:00Z" };
      const owned = { country_code: "SE", party_id: "NSL" };
      const owner: JsonObject = version === "2.1.1" ? {} : owned;
      const list = tariffs.map((tariff) => ({ ...whole, ...owner, ...tariff }));
      return codec.parseCdr({ ...WIRE[version].cdr, tariffs: list }, RECEIVED, PARTIES);
    };

    it("leaves out what has an unknown word, and names all of it", () => {
      const parsed = read(
        {
          elements: [
            { price_components: [component("SESSION_TIME"), component("energy")] },
            { price_components: [component("BLOCKING")] },
            { price_components: [component("TIME")], restrictions: { day_of_week: ["FREEDAY"] } },
            { price_components: component("ODD") },
          ],
        },
        { elements: [{ price_components: [component("TIME")] }] },
      );
      if (!parsed.ok) throw new Error(parsed.reason.map(describeFinding).join());
      const { cdr, notes } = parsed.value;
      const [first, second] = cdr.tariffs;
      expect(first?.elements.map(({ priceComponents }) => priceComponents)).toMatchObject([
        [{ type: "ENERGY" }],
      ]);
      expect(first?.unread).toEqual([
        "elements[0].price_components[0].type: SESSION_TIME",
        "elements[1].price_components[0].type: BLOCKING",
        "elements[2].restrictions.day_of_week[0]: FREEDAY",
        "elements[3].price_components[0].type: ODD",
      ]);
      expect(second).not.toHaveProperty("unread");
      expect(notes.map(describeFinding)).toContain(
        "tariffs[0].elements[1].price_components[0].type: unknown-value",
      );
      const priced = priceCdr({ cdr, tariffs: first ? [first] : [], timeZone: "Europe/Stockholm" });
      expect(priced).toMatchObject({ ok: false });
    });

    it("is refused with every reason where something else can't be read", () => {
      const parsed = read({
        elements: [{ price_components: [component("ODD"), component(true)] }],
      });
      expect(parsed.ok ? [] : parsed.reason.map(describeFinding)).toEqual([
        "tariffs[0].elements[0].price_components[0].type: unknown-value",
        "tariffs[0].elements[0].price_components[1].type: not-a-text",
      ]);
    });

    it("alone is refused, as before: nothing is priced by it", () => {
      const tariff = {
        ...WIRE[version].tariff,
        elements: [{ price_components: [component("ODD")] }],
      };
      const parsed = codec.parseTariff(tariff, RECEIVED, PARTIES);
      expect(parsed.ok ? [] : parsed.reason.map(describeFinding)).toEqual([
        "elements[0].price_components[0].type: unknown-value",
      ]);
    });
  },
);

it("whose taxes of 2.3.0 are told by an unknown word is not priced either", () => {
  const codec = codecs.find(({ version }) => version === "2.3.0");
  const [tariff] = WIRE["2.3.0"].cdr["tariffs"] as JsonObject[];
  const json = { ...WIRE["2.3.0"].cdr, tariffs: [{ ...tariff, tax_included: "PARTLY" }] };
  const parsed = codec?.parseCdr(json, RECEIVED, PARTIES);
  const cdr = parsed?.ok ? parsed.value.cdr : null;
  expect(cdr?.tariffs[0]?.unread).toEqual(["tax_included: PARTLY"]);
});
