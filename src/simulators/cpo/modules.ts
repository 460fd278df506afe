import type { Exchange, Reply } from "./exchange";
import type { Endpoint } from "./ocpi-objects";
import { OCPI_VERSIONS, type OcpiVersion } from "./ocpi-version";
import { chargingProfilesRoute } from "./route-charging-profiles";
import { commandsRoute } from "./route-commands";
import { credentialsRoute } from "./route-credentials";
import { reconciliationsRoute } from "./route-reconciliations";
import { cdrsRoute, tariffsRoute } from "./route-lists";
import { locationsRoute } from "./route-locations";
import { sessionsRoute } from "./route-sessions";
import { tokensRoute } from "./route-tokens";

/** One module that this CPO serves. */
export interface OcpiModule {
  identifier: string;
  role: Endpoint["role"];
  /** Where it is, below `/ocpi/{version}/`. */
  below: string;
  answer: (exchange: Exchange) => Promise<Reply> | Reply;
  /** Functional modules carry routing headers and are closed to TOKEN_A. */
  isFunctional: boolean;
  versions: readonly OcpiVersion[];
}

function sent(identifier: string, answer: OcpiModule["answer"]): OcpiModule {
  const below = `sender/${identifier}`;
  const versions = OCPI_VERSIONS;
  return { identifier, role: "SENDER", below, answer, isFunctional: true, versions };
}

function received(identifier: string, answer: OcpiModule["answer"]): OcpiModule {
  const below = `receiver/${identifier}`;
  const versions = OCPI_VERSIONS;
  return { identifier, role: "RECEIVER", below, answer, isFunctional: true, versions };
}

const MODULES: readonly OcpiModule[] = [
  {
    identifier: "credentials",
    role: "SENDER",
    below: "credentials",
    answer: credentialsRoute,
    isFunctional: false,
    versions: OCPI_VERSIONS,
  },
  sent("locations", locationsRoute),
  sent("tariffs", tariffsRoute),
  sent("sessions", sessionsRoute),
  sent("cdrs", cdrsRoute),
  received("tokens", tokensRoute),
  received("commands", commandsRoute),
  { ...received("chargingprofiles", chargingProfilesRoute), versions: ["2.2.1", "2.3.0"] },
  { ...sent("invoicereconciliation", reconciliationsRoute), versions: ["2.3.0"] },
];

/** The modules of one version, in the order in which its details list them. */
export function modulesOf(version: OcpiVersion): OcpiModule[] {
  return MODULES.filter(({ versions }) => versions.includes(version));
}
