import type { HoldCode } from "./hold-rules";

/**
 * What becomes of each finding about the facts of a CDR where a partner's settings do not say. Two charges at one EVSE,
 * and more energy or time than there was room for, cannot be; a token in use twice may be two cars of one household,
 * OCPI allows a place that we never received, and a late CDR is paid by most contracts. Parking
 * that our own smart charging caused is nobody's to pay.
 */
export const usualFindings = {
  "overlap-token": "note",
  "overlap-evse": "hold",
  "impossible-power": "hold",
  "impossible-time": "hold",
  "unknown-place": "note",
  "parking-while-held": "hold",
  "second-tariff": "note",
  "too-late": "note",
} as const satisfies Partial<Readonly<Record<HoldCode, FindingAnswer>>>;

/** A finding about the facts of a CDR, which a partner's setting may hold or only note. */
export type FindingCode = keyof typeof usualFindings;

/** What becomes of a finding: the CDR is held for it, or it is only noted. */
export type FindingAnswer = "hold" | "note";

/** All of them, in the order in which people are shown them. */
export const FINDING_CODES = Object.keys(usualFindings) as readonly FindingCode[];
