/** OCPI status codes that we answer with, or understand. OCPI 2.2.1 status_codes. */
export const STATUS = {
  success: 1000,
  clientError: 2000,
  invalidParameters: 2001,
  notEnoughInformation: 2002,
  unknownLocation: 2003,
  unknownToken: 2004,
  serverError: 3000,
  /** We could not use the partner's own API, as in a handshake's call-back. */
  unableToUseClientApi: 3001,
  unsupportedVersion: 3002,
  endpointsMissing: 3003,
  /** A hub's own codes, for what it passes on. */
  hubError: 4000,
  unknownReceiver: 4001,
  receiverTimeout: 4002,
  receiverNotConnected: 4003,
} as const;

const HUB_WORDS: ReadonlyMap<number, string> = new Map([
  [STATUS.hubError, "the hub failed"],
  [STATUS.unknownReceiver, "the hub does not know the receiver"],
  [STATUS.receiverTimeout, "the hub passed it on, but the receiver did not answer in time"],
  [STATUS.receiverNotConnected, "the hub has no connection to the receiver"],
]);

/** True for the codes by which a hub tells that it, or whom it passed a request on to, failed. */
export function isHubCode(code: number | null): boolean {
  return code !== null && code >= 4000 && code < 5000;
}

/** What a hub's code says, in plain words; null for other codes. */
export function hubWords(code: number | null): string | null {
  if (code === null || !isHubCode(code)) return null;
  return HUB_WORDS.get(code) ?? "the hub could not pass it on";
}

/** True for the codes that tell of success. */
export function isSuccessCode(code: number): boolean {
  return code >= 1000 && code < 2000;
}
