import { isLoopback } from "./client";
import {
  type CancelReservation,
  cancelReservation,
  type ReserveNow,
  reserveNow,
} from "./command-reserve";
import { type StartSession, startSession, type StopSession, stopSession } from "./command-start";
import { type UnlockConnector, unlockConnector } from "./command-unlock";
import { complain } from "./cpo";
import { type Exchange, METHOD_NOT_ALLOWED, NOT_FOUND, reject, type Reply } from "./exchange";
import type { Party } from "./ocpi-objects";
import type { OcpiVersion } from "./ocpi-version";
import { readToken } from "./read-objects";
import { findViolations } from "./validate-object";

interface Command {
  response_url: string;
  token?: unknown;
}

function isCommand<T extends Command>(
  className: string,
  body: unknown,
  version: OcpiVersion,
): body is T {
  return findViolations(className, body, { version }).length === 0;
}

/** The token in the form of 2.2.1, all else as it came; null values, which stand for nothing, are left out. */
function inOurForm<T extends Command>(command: T, version: OcpiVersion, emsp: Party): T {
  const present = Object.entries(command).filter(([, value]) => value !== null);
  const clean = { ...command, ...Object.fromEntries(present) };
  const read = readToken(version, command.token, emsp);
  return read.ok ? { ...clean, token: read.object } : clean;
}

/** Reads and plays one command, or says what is wrong with it. */
function obey<T extends Command>(
  { cpo, version, body }: Exchange,
  className: string,
  play: (command: T) => Reply,
): Reply {
  if (isCommand<T>(className, body, version) && isLoopback(body.response_url)) {
    const [emsp] = cpo.state.progress.value.registration?.roles ?? [];
    return play(inOurForm(body, version, emsp ?? cpo.profile.party));
  }
  const found = findViolations(className, body, { version }).join("; ");
  const problems = found || "response_url is not on this machine";
  complain(cpo, `commands: ${problems}`);
  return reject(2001, problems);
}

/** commands, Receiver: the five of 2.2.1 and 2.3.0; 2.1.1 has no CANCEL_RESERVATION. */
export function commandsRoute(exchange: Exchange): Reply {
  const { cpo, method, path, version } = exchange;
  const [command] = path;
  if (method !== "POST") return METHOD_NOT_ALLOWED;
  if (path.length > 1) return NOT_FOUND;
  if (command === "START_SESSION")
    return obey<StartSession>(exchange, "StartSession", (body) => startSession(cpo, body));
  if (command === "STOP_SESSION")
    return obey<StopSession>(exchange, "StopSession", (body) => stopSession(cpo, body));
  if (command === "RESERVE_NOW")
    return obey<ReserveNow>(exchange, "ReserveNow", (body) => reserveNow(cpo, body));
  if (command === "UNLOCK_CONNECTOR")
    return obey<UnlockConnector>(exchange, "UnlockConnector", (body) => unlockConnector(cpo, body));
  if (command !== "CANCEL_RESERVATION" || version === "2.1.1") return NOT_FOUND;
  return obey<CancelReservation>(exchange, "CancelReservation", (body) =>
    cancelReservation(cpo, body),
  );
}
