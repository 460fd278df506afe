import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";
import { readEnv, secretSettings } from "@/config/env";

/** What logs: `log.info({ cdrId }, "rated")`. Structured fields first, a short sentence second. */
export type Logger = PinoLogger;

const secretFields = [
  "authorization",
  "Authorization",
  "cookie",
  "set-cookie",
  "stripe-signature",
  "token",
  "tokenA",
  "tokenB",
  "tokenC",
  "accessToken",
  "sessionToken",
  "password",
  "secret",
  "clientSecret",
  "client_secret",
  "apiKey",
  "url_token",
  ...secretSettings,
];

// pino's redaction names paths: each field alone, and up to three levels down.
const redactPaths = secretFields.flatMap((field) =>
  ["", "*.", "*.*.", "*.*.*."].map((above) =>
    above === "" ? `["${field}"]` : `${above.slice(0, -1)}["${field}"]`,
  ),
);

const inText: readonly (readonly [RegExp, string])[] = [
  [/\b(Token|Bearer|Basic)\s+[\w.~+/=-]{6,}/g, "$1 [hidden]"],
  [/\b((?:sk|rk)_(?:test|live)|whsec)_\w+/g, "$1_[hidden]"],
  [/\b(postgres(?:ql)?|smtps?):\/\/[^\s:@/]+:[^\s@]+@/g, "$1://[hidden]@"],
];

/** Takes credentials out of free text: authorization values, Stripe's keys, passwords in addresses. */
export function redactText(text: string): string {
  return inText.reduce((hidden, [pattern, instead]) => hidden.replace(pattern, instead), text);
}

export interface LoggerOptions {
  /** Which process speaks: "server", "worker", "migrate". */
  readonly name: string;
  /** Unset: LOG_LEVEL. */
  readonly level?: string;
  /** Unset: standard output. */
  readonly destination?: DestinationStream;
}

/** A logger that writes one JSON object a line and hides credentials, in named fields and in messages. */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const options = {
    name,
    level: level ?? readEnv().LOG_LEVEL,
    redact: { paths: redactPaths, censor: "[hidden]" },
    hooks: { streamWrite: redactText },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
