import { type JsonValue, isJsonObject, JsonNumber } from "./json-value";
import { readJson } from "./read-json";
import { hubWords, isSuccessCode } from "./status-codes";

/** A partner's answer, read tolerantly. */
export interface PartnerAnswer {
  readonly http: number;
  /** Null where there was no envelope. */
  readonly ocpi: number | null;
  readonly message: string | null;
  readonly data: JsonValue | undefined;
  /** HTTP 2xx and status code 1xxx; without an envelope, HTTP 2xx alone. */
  readonly isSuccess: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Reads an answer: envelopes may be missing, their code may be text. OCPI 2.2.1 transport_and_format, Response format. */
export function readEnvelope(
  http: number,
  headers: Readonly<Record<string, string>>,
  bytes: Uint8Array,
): PartnerAnswer {
  const isHttpSuccess = http >= 200 && http < 300;
  const read = readJson(bytes);
  const bare = { http, ocpi: null, message: null, data: undefined, headers, bytes };
  if (!read.ok || !isJsonObject(read.value.json)) return { ...bare, isSuccess: isHttpSuccess };
  const { status_code: code, status_message: message, data } = read.value.json;
  const ocpi = readCode(code);
  return {
    ...bare,
    ocpi,
    message: typeof message === "string" ? message : null,
    data,
    isSuccess: isHttpSuccess && (ocpi === null || isSuccessCode(ocpi)),
  };
}

function readCode(code: JsonValue | undefined): number | null {
  const text = code instanceof JsonNumber ? code.source : code;
  return typeof text === "string" && /^\d{4}$/.test(text) ? Number(text) : null;
}

/** An answer in a few words for operations: `HTTP 401`, `HTTP 200, OCPI 2001: Missing field`; a hub's code in words. */
export function describeAnswer({ http, ocpi, message }: PartnerAnswer): string {
  const words = hubWords(ocpi);
  const code = ocpi === null ? "" : `, OCPI ${ocpi}${words === null ? "" : ` (${words})`}`;
  return `HTTP ${http}${code}${message === null ? "" : `: ${message.slice(0, 200)}`}`;
}
