import { createHash } from "node:crypto";
import type { Cdr } from "@/core/roaming/cdr";
import { encodeCdr } from "@/core/roaming/json";
import { newId } from "@/db/new-id";
import type { cdrs } from "@/db/schema/cdrs";
import { upperKey } from "@/services/messages/object-key";
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
    heldReasons: doubtsAboutCdr(cdr, receivedAt, input.isCostless),
    dueAt: receivedAt,
    driverId: match?.driverId ?? null,
    tokenId: match?.tokenId ?? null,
    sessionOcpiId: cdr.sessionId ?? null,
    startedAt: cdr.startDateTime,
    endedAt: cdr.endDateTime,
    energyMicroKwh: cdr.totalEnergy,
    currency: cdr.currency,
    claimedExclMicro: cdr.totalCost.beforeTaxes,
    claimedInclMicro: cdr.totalCost.afterTaxes ?? null,
    isCredit: cdr.credit ?? false,
    creditReferenceId: cdr.creditReferenceId ?? null,
  };
}
