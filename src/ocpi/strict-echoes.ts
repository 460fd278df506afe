import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Session } from "@/core/roaming/session";
import type { Tariff } from "@/core/roaming/tariff";
import type { OcpiCodec } from "./codec";
import { NOT_AVAILABLE } from "./wire/text";
import { withStrictTimes } from "./wire/strict-times";

type Echoes = Pick<
  OcpiCodec,
  "locationFromCore" | "evseFromCore" | "connectorFromCore" | "tariffFromCore" | "sessionFromCore"
>;

/**
 * What we hold of partners' objects as it is shown to them: to the letter of the tables where theirs were, also in a
 * version other than the one it came in. What a change is applied to keeps every digit instead. From 2.2 on a
 * location must name its time zone; "#NA" says that it did not.
 */
export function strictEchoes(held: Echoes): Echoes {
  return {
    locationFromCore: (location: Location) => ({
      time_zone: NOT_AVAILABLE,
      ...withStrictTimes(held.locationFromCore(location)),
    }),
    evseFromCore: (evse: Evse) => withStrictTimes(held.evseFromCore(evse)),
    connectorFromCore: (connector: Connector) => withStrictTimes(held.connectorFromCore(connector)),
    tariffFromCore: (tariff: Tariff) => withStrictTimes(held.tariffFromCore(tariff)),
    sessionFromCore: (session: Session) => withStrictTimes(held.sessionFromCore(session)),
  };
}
