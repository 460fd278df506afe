import { localAt, zoneOf } from "@/core/time/local-time";

/** Whose cost a charge is, where an account divides its charges. */
export type ChargePurpose = "business" | "private";

/** When a rule applies: all that is said must hold; what is left out holds for every charge. */
export interface PurposeCondition {
  /** ISO weekdays, 1 Monday to 7 Sunday, of the place's wall clock when the charge began. */
  readonly weekdays?: readonly number[];
  /**
   * Wall clock of the place, from "07:00" up to and without "18:00"; may pass midnight. One left out is midnight;
   * two that are the same are the whole day.
   */
  readonly from?: string;
  readonly to?: string;
  /** "SE*NSL*LOC1": country, party and OCPI id of a Location, in any case. */
  readonly places?: readonly string[];
  readonly vehicleIds?: readonly string[];
  readonly tokenIds?: readonly string[];
  readonly memberIds?: readonly string[];
}

/** A rule of an account. */
export interface PurposeRule {
  readonly id: string;
  readonly condition: PurposeCondition;
  readonly purpose: ChargePurpose;
  /** Null: the cost centre of whoever charged. */
  readonly costCentreId: string | null;
}

/** What rules look at. Null: not known, so that no rule about it holds. */
export interface PurposeFacts {
  readonly startedAt: Temporal.Instant;
  /** IANA name of the place's zone. One that is not known is taken for UTC. */
  readonly timeZone: string;
  readonly place: string | null;
  readonly vehicleId: string | null;
  readonly tokenId: string | null;
  readonly memberId: string | null;
}

/** What a charge is where no rule holds, and where a rule names no cost centre. */
export interface PurposeDefault {
  readonly purpose: ChargePurpose;
  readonly costCentreId: string | null;
}

/** What a charge was for, and the rule that says so. */
export interface ChargeLabel {
  readonly purpose: ChargePurpose;
  /** Never set for what is private. */
  readonly costCentreId: string | null;
  /** Null: no rule holds. */
  readonly ruleId: string | null;
}

/** What a charge was for: the first rule that holds says it, else the default of the account and its member. */
export function purposeOfCharge(
  rules: readonly PurposeRule[],
  facts: PurposeFacts,
  otherwise: PurposeDefault,
): ChargeLabel {
  const rule = rules.find(({ condition }) => holds(condition, facts));
  const purpose = rule?.purpose ?? otherwise.purpose;
  const costCentreId = rule?.costCentreId ?? otherwise.costCentreId;
  return {
    purpose,
    costCentreId: purpose === "business" ? costCentreId : null,
    ruleId: rule?.id ?? null,
  };
}

/** Whether all that a condition says is true of a charge. */
export function holds(condition: PurposeCondition, facts: PurposeFacts): boolean {
  const { weekdays, places, vehicleIds, tokenIds, memberIds } = condition;
  const zone = zoneOf(facts.timeZone);
  const utc = zoneOf("UTC");
  const clock = zone.ok ? zone.value : utc.ok ? utc.value : null;
  if (!clock) return false;
  const local = localAt(clock, facts.startedAt.epochMilliseconds);
  return (
    (weekdays === undefined || weekdays.includes(local.weekday)) &&
    isWithin(condition, local.secondsOfDay) &&
    isOneOf(places?.map(placeKey), facts.place && placeKey(facts.place)) &&
    isOneOf(vehicleIds, facts.vehicleId) &&
    isOneOf(tokenIds, facts.tokenId) &&
    isOneOf(memberIds, facts.memberId)
  );
}

/** Seconds of the day of "07:00"; null for what is no time of a clock ("24:00" is the end of the day). */
export function clockSeconds(text: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return Number(minutes) < 60 && seconds <= 86_400 ? seconds : null;
}

function isWithin({ from, to }: PurposeCondition, seconds: number): boolean {
  if (from === undefined && to === undefined) return true;
  const begin = clockSeconds(from ?? "00:00");
  const end = clockSeconds(to ?? "24:00");
  if (begin === null || end === null) return false;
  if (begin === end) return true;
  return begin < end ? begin <= seconds && seconds < end : seconds >= begin || seconds < end;
}

function isOneOf(wanted: readonly string[] | undefined, fact: string | null): boolean {
  return wanted === undefined || (fact !== null && wanted.includes(fact));
}

// OCPI CiString: ids are the same in any case.
function placeKey(place: string): string {
  return place.toUpperCase();
}
