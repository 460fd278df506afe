import { normalizeUid } from "@/services/tokens/normalize-uid";

/** The chip's uid of an ISO 14443 or 15693 card: 4 to 10 bytes of hex. */
const CHIP = /^(?:[0-9A-F]{2}){4,10}$/;

/** A number on a card as it is compared, whatever separators people type: upper case, letters and digits alone. */
export function comparedNumber(text: string): string {
  return normalizeUid(text).replaceAll(/[^0-9A-Z]/g, "");
}

/** True for a chip's uid as it is compared. */
export function isChipUid(compared: string): boolean {
  return CHIP.test(compared);
}
