/** What names a partner's object in OCPI. Compared without regard to case. */
export interface ObjectKey {
  readonly countryCode: string;
  readonly partyId: string;
  readonly id: string;
}

/** The key as the message log has it: `SE/NSL/CDR-1`. */
export function keyText({ countryCode, partyId, id }: ObjectKey): string {
  return `${countryCode}/${partyId}/${id}`.toUpperCase();
}

/** The key in upper case, as tables have it. */
export function upperKey({ countryCode, partyId, id }: ObjectKey): ObjectKey {
  return {
    countryCode: countryCode.toUpperCase(),
    partyId: partyId.toUpperCase(),
    id: id.toUpperCase(),
  };
}
