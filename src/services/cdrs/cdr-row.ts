import { createHash } from "node:crypto";
import type { Cdr } from "@/core/roaming/cdr";
import { encodeCdr } from "@/core/roaming/json";
import { newId } from "@/db/new-id";
import type { cdrs } from "@/db/schema/cdrs";
import { upperKey, type ObjectKey } from "@/services/messages/object-key";
import type { CdrInput } from "./cdr-delivery";
import { doubtsAboutCdr } from "./doubts-about-cdr";
import type { TokenMatch } from "./match-tokens";

/** A CDR as it is inserted. */
export type NewCdr = Readonly<typeof cdrs.$inferInsert>;

/** The row of a CDR that was read: waiting to be rated at once, with the doubts that rating must respect. */
export function cdrRow(from: {
  readonly input: CdrInput;
  readonly cdr: Cdr;
  readonly notes: readonly string[];
  readonly contentSha256: Uint8Array;
  readonly match: TokenMatch | null;
}): NewCdr {
  const { input, cdr, match } = from;
  const { receivedAt } = input;
  const key = upperKey(cdr);
  const isCredit = cdr.credit ?? isNegative(input, cdr);
  return {
    tenantId: input.tenantId,
    id: newId<"cdr">(),
    partnerId: input.partnerId,
    countryCode: key.countryCode,
    partyId: key.partyId,
    ocpiIdUpper: key.id,
    ocpiId: cdr.id,
    messageId: newId<"message">(),
    bodySha256: createHash("sha256")
      .update(input.message.body ?? new Uint8Array())
      .digest(),
    contentSha256: from.contentSha256,
    core: encodeCdr(cdr),
    notes: from.notes,
    receivedAt,
    state: "received",
    heldReasons: isCredit ? [] : doubtsAboutCdr(cdr, receivedAt, input.isCostless),
    dueAt: receivedAt,
    driverId: match?.driverId ?? null,
    tokenId: match?.tokenId ?? null,
    sessionOcpiId: cdr.sessionId ?? null,
    startedAt: cdr.startDateTime,
    endedAt: cdr.endDateTime,
    energyMicroKwh: cdr.totalEnergy,
    currency: cdr.currency,
    ...claimOf(cdr, isCredit),
    isCredit,
    creditReferenceId: cdr.creditReferenceId ?? null,
    invoiceReference: cdr.invoiceReferenceId ?? null,
    evseKey: evseKeyOf(cdr, key),
  };
}

// OCPI 2.1.1 has no Credit CDRs: a negative cost takes a CDR of the same session back.
function isNegative({ hasNoCredits = false }: CdrInput, { totalCost }: Cdr): boolean {
  return hasNoCredits && totalCost.beforeTaxes < 0n;
}

/** The flag decides the sign: some send a Credit CDR's total as a positive figure. */
function claimOf({ totalCost: { beforeTaxes, afterTaxes } }: Cdr, isCredit: boolean) {
  const signed = (micro: bigint) => (isCredit && micro > 0n ? -micro : micro);
  return {
    claimedExclMicro: signed(beforeTaxes),
    claimedInclMicro: afterTaxes === undefined ? null : signed(afterTaxes),
  };
}

/** Where it was charged, to find two charges at one plug; null where the CPO does not name the EVSE. */
function evseKeyOf({ cdrLocation }: Cdr, { countryCode, partyId }: ObjectKey): string | null {
  const { id, evseUid } = cdrLocation;
  const isNamed = id !== "" && evseUid !== "" && evseUid !== "#NA";
  return isNamed ? `${countryCode}*${partyId}*${id}*${evseUid}`.toUpperCase() : null;
}
