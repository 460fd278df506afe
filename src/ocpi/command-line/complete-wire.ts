import type { OcpiVersion, Parties } from "@/ocpi/codec";
import { isJsonObject, JsonNumber, type JsonObject, type JsonValue } from "@/ocpi/json-value";

const NOBODY = { countryCode: "XX", partyId: "XXX" } as const;

/** Who an object is of, where it does not say: nobody, because that has no price. */
export const PARTIES: Parties = { owner: NOBODY, us: NOBODY };

const ZERO = new JsonNumber("0");
const OWNER: JsonObject = { country_code: "XX", party_id: "XXX" };

const NO_COST: Readonly<Record<OcpiVersion, JsonValue>> = {
  "2.1.1": ZERO,
  "2.2.1": { excl_vat: ZERO },
  "2.3.0": { before_taxes: ZERO },
};

/**
 * A CDR with what OCPI requires and a price does not need, where it is missing: fixtures and exports often
 * hold only what is priced. Nothing that is there is changed.
 */
export function completeCdr(wire: JsonObject, version: OcpiVersion): JsonObject {
  const rest: JsonObject = {
    ...(version === "2.1.1" ? {} : OWNER),
    id: "-",
    auth_method: "WHITELIST",
    total_cost: NO_COST[version],
    total_energy: ZERO,
    total_time: ZERO,
  };
  const completed = withMissing(wire, rest);
  const { tariffs } = completed;
  return Array.isArray(tariffs)
    ? { ...completed, tariffs: tariffs.map(completeTariff) }
    : completed;
}

/** A tariff with an owner, where it names none. */
export function completeTariff(wire: JsonValue): JsonValue {
  return isJsonObject(wire) ? withMissing(wire, OWNER) : wire;
}

function withMissing(wire: JsonObject, rest: JsonObject): JsonObject {
  const missing = Object.entries(rest).filter(
    ([name]) => wire[name] === undefined || wire[name] === null,
  );
  return missing.length === 0 ? wire : { ...wire, ...Object.fromEntries(missing) };
}
