import type { OcpiVersion } from "./codec";
import type { JsonObject } from "./json-value";
import { specificationExamples } from "./specification-examples";
import { exampleObject as example211 } from "./v2_1_1/specification-examples";

type Wire = Readonly<Record<"location" | "tariff" | "session" | "cdr", JsonObject>>;

const later = (version: "v2_2_1" | "v2_3_0"): Wire => {
  const { exampleObject } = specificationExamples(version);
  return {
    location: exampleObject("location_example"),
    tariff: exampleObject("tariff_1_simple_2hour"),
    session: exampleObject("session_example_1_simple_start"),
    cdr: exampleObject("cdr_example"),
  };
};
/** One object of each kind in each version, from the specification's examples. */
export const WIRE: Readonly<Record<OcpiVersion, Wire>> = {
  "2.1.1": {
    location: example211("mod_locations__06__example"),
    tariff: example211("mod_tariffs__03__simple_tariff_example_2_euro_per_hour"),
    session: example211("mod_sessions__02__simple_session_example_of_a_just_starting_session"),
    cdr: example211("mod_cdrs__01__example_of_a_cdr"),
  },
  "2.2.1": later("v2_2_1"),
  "2.3.0": later("v2_3_0"),
};
