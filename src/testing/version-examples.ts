import type { OcpiVersion } from "@/ocpi/codec";
import { JsonNumber, type JsonObject } from "@/ocpi/json-value";
import { specificationExamples } from "@/ocpi/specification-examples";
import * as examples211 from "@/ocpi/v2_1_1/specification-examples";

type Named = Readonly<Record<string, JsonObject>>;

/** What a partner of one version sends: that version's own examples, and what it asks of objects beside them. */
export interface VersionExamples {
  readonly version: OcpiVersion;
  /** How an object names its party: 2.1.1's say nothing of it. */
  readonly ownedBy: (countryCode: string, partyId: string) => JsonObject;
  readonly location: JsonObject;
  /** All Location examples by name, the one above included. */
  readonly locations: Named;
  readonly newEvse: JsonObject;
  readonly patches: Readonly<
    Record<"name" | "status" | "tariff" | "removal" | "sessionCost" | "sessionEnergy", JsonObject>
  >;
  readonly sessions: Named;
  readonly session: JsonObject;
  readonly tariffs: Named;
  readonly tariff: JsonObject;
  readonly cdr: JsonObject;
  readonly cdrBytes: Uint8Array;
  /** How a CDR or Session names the token: in 2.1.1 by its contract alone. */
  readonly tokenField: (uid: string, contractId: string) => JsonObject;
  /** A Price as the version writes it. */
  readonly price: (beforeTaxes: string) => JsonObject | JsonNumber;
}

function named(names: readonly string[], read: (name: string) => JsonObject): Named {
  return Object.fromEntries(names.map((name) => [name, read(name)]));
}

function later(version: "2.2.1" | "2.3.0"): VersionExamples {
  const folder = version === "2.2.1" ? "v2_2_1" : "v2_3_0";
  const { exampleNames, exampleBytes, exampleObject } = specificationExamples(folder);
  const all = (pattern: RegExp) =>
    named(
      exampleNames().filter((name) => pattern.test(name)),
      exampleObject,
    );
  const excl = version === "2.2.1" ? "excl_vat" : "before_taxes";
  return {
    version,
    ownedBy: (country_code, party_id) => ({ country_code, party_id }),
    location: exampleObject("location_example"),
    locations: all(/^location_example/),
    newEvse: { ...exampleObject("location_put_example_add_evse"), uid: "3299" },
    patches: {
      name: exampleObject("location_patch_example_location"),
      status: exampleObject("location_patch_example_status"),
      tariff: exampleObject("location_patch_example_tariff"),
      removal: exampleObject("location_patch_example_remove_evse"),
      sessionCost: exampleObject("session_patch_example_total_cost"),
      sessionEnergy: exampleObject("session_patch_example_charging_period"),
    },
    sessions: all(/^session_example/),
    session: exampleObject("session_example_1_simple_start"),
    tariffs: all(/^tariff(_|restriction)/),
    tariff: exampleObject("tariff_8_simple_025kwh"),
    cdr: exampleObject("cdr_example"),
    cdrBytes: exampleBytes("cdr_example"),
    tokenField: (uid, contract_id) => ({
      cdr_token: { country_code: "SE", party_id: "KVT", uid, type: "RFID", contract_id },
    }),
    price: (beforeTaxes) => ({ [excl]: new JsonNumber(beforeTaxes) }),
  };
}

function of211(): VersionExamples {
  const { exampleNames, exampleObject } = examples211;
  const tariff = exampleObject("mod_tariffs__03__simple_tariff_example_2_euro_per_hour");
  const location = exampleObject("mod_locations__06__example");
  const cdr = exampleObject("mod_cdrs__01__example_of_a_cdr");
  const start = "mod_sessions__02__simple_session_example_of_a_just_starting_session";
  return {
    version: "2.1.1",
    ownedBy: () => ({}),
    location,
    locations: { mod_locations__06__example: location },
    newEvse: { ...exampleObject("mod_locations__04__example_add_an_evse"), uid: "3299" },
    patches: {
      name: exampleObject("mod_locations__02__example_change_the_location_name"),
      status: exampleObject("mod_locations__01__example_a_simple_status_update"),
      tariff: exampleObject("mod_locations__03__example_set_tariff_update"),
      removal: exampleObject("mod_locations__05__example_delete_an_evse"),
      sessionCost: exampleObject("mod_sessions__01__example_update_the_total_cost"),
      // The specification has no example of it.
      sessionEnergy: {
        kwh: new JsonNumber("15.00"),
        charging_periods: [
          {
            start_date_time: "2019-06-23T08:16:02Z",
            dimensions: [{ type: "ENERGY", volume: new JsonNumber("2200") }],
          },
        ],
        total_cost: new JsonNumber("0.80"),
      },
    },
    sessions: named(
      [start, "mod_sessions__03__simple_session_example_of_a_short_finished_session"],
      exampleObject,
    ),
    session: exampleObject(start),
    tariffs: named(
      exampleNames().filter((name) => /^mod_tariffs__0[3-7]/.test(name)),
      exampleObject,
    ),
    tariff,
    cdr,
    cdrBytes: new TextEncoder().encode(JSON.stringify(cdr)),
    tokenField: (_uid, auth_id) => ({ auth_id }),
    price: (beforeTaxes) => new JsonNumber(beforeTaxes),
  };
}

/** The versions from 2.2.1 on. */
export const laterVersions: readonly VersionExamples[] = [later("2.2.1"), later("2.3.0")];

/** What 2.1.1's partners send, and the PATCH of a tariff that no other version has. */
export const version211 = {
  ...of211(),
  tariffPatch: examples211.exampleObject("mod_tariffs__02__example_change_tariff_to_2_50"),
};

/** Every version that we speak. */
export const everyVersion: readonly VersionExamples[] = [version211, ...laterVersions];
