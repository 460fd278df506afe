/** A token's uid as it is compared: upper case, without spaces, colons, dots, hyphens and underscores. */
export function normalizeUid(uid: string): string {
  return uid.replaceAll(/[\s:._-]/g, "").toUpperCase();
}
