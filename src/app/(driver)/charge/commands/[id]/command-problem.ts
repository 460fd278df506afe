import type { RouterOutputs } from "@/trpc/outputs";

/** A command as it comes to the browser. */
export type BrowserCommand = RouterOutputs["driver"]["charge"]["command"];

const OF_CPO = {
  NOT_SUPPORTED: "notSupported",
  UNKNOWN_SESSION: "unknownSession",
  TIMEOUT: "stationTimeout",
} as const;

const OF_STATION = {
  EVSE_OCCUPIED: "occupied",
  EVSE_INOPERATIVE: "inoperative",
  NOT_SUPPORTED: "notSupported",
  REJECTED: "stationRejected",
  TIMEOUT: "stationTimeout",
  CANCELED_RESERVATION: "cancelled",
  UNKNOWN_RESERVATION: "unknownReservation",
  UNKNOWN_SESSION: "unknownSession",
} as const;

function wordFor<T extends Record<string, string>>(words: T, result: string) {
  return Object.hasOwn(words, result) ? words[result as keyof T] : undefined;
}

/** What went wrong with a command, as the key of its text; null while nothing has. */
export function problemOf({ state, syncResult, asyncResult }: BrowserCommand) {
  if (state === "timeout") {
    if (asyncResult === "ACCEPTED") return "notPluggedIn";
    return (asyncResult ?? syncResult) ? "stationTimeout" : "noAnswer";
  }
  if (state !== "rejected" && state !== "failed") return null;
  if (asyncResult !== null) return wordFor(OF_STATION, asyncResult) ?? "failed";
  if (syncResult !== null) return wordFor(OF_CPO, syncResult) ?? "rejected";
  return "notReached";
}
