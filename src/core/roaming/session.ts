import type { Micro } from "@/core/money/quantity";

import type { ChargingPeriod } from "./cdr";
import type { PartyId } from "./party";
import type { Price } from "./price";
import type { AuthMethod, CdrToken } from "./token";

/** OCPI mod_sessions, SessionStatus. */
export type SessionStatus = "ACTIVE" | "COMPLETED" | "INVALID" | "PENDING" | "RESERVATION";

/** OCPI mod_sessions, Session object. Amounts in 10⁻⁶ of `currency`. */
export type Session = PartyId & {
  readonly id: string;
  readonly startDateTime: Temporal.Instant;
  readonly endDateTime?: Temporal.Instant;
  /** 10⁻⁶ kWh. */
  readonly kwh: Micro;
  readonly cdrToken: CdrToken;
  readonly authMethod: AuthMethod;
  readonly authorizationReference?: string;
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly meterId?: string;
  readonly currency: string;
  readonly chargingPeriods: readonly ChargingPeriod[];
  readonly totalCost?: Price;
  readonly status: SessionStatus;
  readonly lastUpdated: Temporal.Instant;
};
