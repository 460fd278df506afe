import type { Cpo } from "./cpo";
import type { OcpiVersion } from "./ocpi-version";

/** A request to one of our OCPI modules, read and authenticated. */
export interface Exchange {
  cpo: Cpo;
  /** The version in the path. */
  version: OcpiVersion;
  method: string;
  /** The decoded path segments after the module's own. */
  path: string[];
  query: URLSearchParams;
  /** Undefined when there was none. */
  body: unknown;
  /** The token shown was TOKEN_A, which opens versions and credentials only. */
  isTokenA: boolean;
  /** The token that was shown. */
  token: string;
  /** Where this module is, for links to further pages. */
  url: string;
}

export interface Reply {
  http: number;
  code: number;
  message?: string;
  data?: unknown;
  headers?: Record<string, string>;
}

export function accept(data?: unknown, http = 200): Reply {
  return data === undefined ? { http, code: 1000 } : { http, code: 1000, data };
}

export function reject(code: number, message: string, http = 200): Reply {
  return { http, code, message };
}

export const NOT_FOUND = reject(2000, "there is nothing here", 404);
export const METHOD_NOT_ALLOWED = reject(2000, "this method is not offered here", 405);
