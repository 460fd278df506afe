/** OCPI status codes that we answer with. OCPI 2.2.1 status_codes. */
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
} as const;

/** True for the codes that tell of success. */
export function isSuccessCode(code: number): boolean {
  return code >= 1000 && code < 2000;
}
