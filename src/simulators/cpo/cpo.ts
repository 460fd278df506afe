import type { Clock } from "./clock";
import type { Configuration } from "./configuration";
import type { Faults } from "./faults";
import type { Log } from "./log";
import type { Credentials, Location } from "./ocpi-objects";
import { highestFirst, type OcpiVersion } from "./ocpi-version";
import type { Profile } from "./profiles";
import type { State } from "./state";
import type { Stations } from "./stations";

/** Sessions that run now, by their id; `endS` moves when the driver or the eMSP stops one. */
export interface LiveSession {
  tokenKey: string;
  evseUid: string;
  endS: number;
  /** A PATCH that was kept back on purpose, to be sent after the next one. */
  heldBack: object | null;
}

/** Everything the parts of one running CPO share. */
export interface Cpo {
  configuration: Configuration;
  profile: Profile;
  /** The base of the URLs we advertise, without a slash at the end. */
  baseUrl: string;
  clock: Clock;
  state: State;
  faults: Faults;
  stations: Stations;
  log: Log;
  signal: AbortSignal;
  live: Map<string, LiveSession>;
  /** Ways in which the eMSP strayed from the specification, newest last. */
  complaints: string[];
  /** What the eMSP did not let us do, newest last. */
  refusals: string[];
  /** Ids of CDRs and past sessions that are being sent at this moment. */
  sending: Set<string>;
  /** Work that is under way and must be awaited before the process ends. */
  underWay: Set<Promise<void>>;
}

const KEPT = 200;

function keep(list: string[], line: string): void {
  list.push(line);
  if (list.length > KEPT) list.shift();
}

export function complain(cpo: Cpo, line: string): void {
  keep(cpo.complaints, line);
  cpo.log(`complaint: ${line}`);
}

export function noteRefusal(cpo: Cpo, line: string): void {
  keep(cpo.refusals, line);
  cpo.log(`refused: ${line}`);
}

/** Starts work that nobody waits for; a failure of it is told, not lost. */
export function runBeside(cpo: Cpo, work: Promise<void>): void {
  const watched = work
    .catch((error: unknown) => {
      cpo.log(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    })
    .finally(() => {
      cpo.underWay.delete(watched);
    });
  cpo.underWay.add(watched);
}

/** The version that the registration is for; before it, the highest one that we offer. */
export function versionOf(cpo: Cpo): OcpiVersion {
  const { registration } = cpo.state.progress.value;
  return registration?.version ?? highestFirst(cpo.configuration.versions)[0] ?? "2.2.1";
}

export function locationsOf(cpo: Cpo): Location[] {
  return cpo.state.locations.all().map(({ object }) => object);
}

/** Our own Credentials object, in the form of 2.2.1, with the token that the other side shall show us. */
export function ownCredentials(cpo: Cpo, token: string): Credentials {
  const { name, website, party } = cpo.profile;
  return {
    token,
    url: `${cpo.baseUrl}/ocpi/versions`,
    roles: [{ role: "CPO", business_details: { name, website }, ...party }],
  };
}
