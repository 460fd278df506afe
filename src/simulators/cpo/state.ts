import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { PowerStep } from "./charge";
import type {
  Cdr,
  CdrToken,
  ChargingPreferences,
  ChargingProfile,
  CredentialsRole,
  Endpoint,
  Location,
  Price,
  ReconciliationRecord,
  Session,
  Tariff,
  Token,
} from "./ocpi-objects";
import type { OcpiVersion } from "./ocpi-version";
import { RecordFiles, ValueFile } from "./record-files";
import type { Stay } from "./session-objects";

/**
 * Whether the eMSP has an object as it now is. `refused` is its answer to this state of it, and is not tried again;
 * `withheld` is never pushed, on purpose, and found in a list only.
 */
export interface Delivery {
  state: "delivered" | "pending" | "refused" | "withheld";
  attempts: number;
  answer: string | null;
}

export interface StoredObject<T> {
  order: number;
  object: T;
  delivery: Delivery;
}

/** A charging profile in force, and the power that the car would draw without it, where nothing else is known of it. */
export interface PowerLimit {
  profile: ChargingProfile;
  setAtMs: number;
  unlimited: PowerStep[];
}

/** The rest of a stay that is not over, enough to go on with it after a restart. */
export interface OpenStay {
  stay: Stay;
  endS: number;
  toldUntilS: number;
  surcharge: number;
  cdrCopies: 0 | 1 | 2;
  /** Its end is never told, and no CDR comes of it. */
  isEndless?: true;
  limit?: PowerLimit;
  /** How often its progress is told, in seconds; three unless stated. */
  tellEveryS?: number;
  preferences?: ChargingPreferences;
}

export interface StoredSession extends StoredObject<Session> {
  open: OpenStay | null;
  /** Of another eMSP's driver: for an SCSP alone. */
  isForeign?: true;
}

export interface StoredCdr extends StoredObject<Cdr> {
  /** How often it is still to be sent: 2 for a CDR that is replayed on purpose. */
  copiesToSend: number;
  /** The URL that the eMSP gave in its Location header. */
  url: string | null;
  /** It is made, and so sent and listed, no earlier than this. */
  notBeforeMs?: number;
  /** What an honest claim would have been, for the CDR that replaces it. */
  rightTotal?: Price;
}

/** An EVSE that is kept free for a token. */
export interface StoredReservation {
  order: number;
  id: string;
  token: CdrToken;
  locationId: string;
  evseUid: string;
  expiresMs: number;
  /** Where an end of it that we decide on is to be told. */
  responseUrl: string;
}

export interface StoredReconciliation extends StoredObject<ReconciliationRecord> {
  /** The eMSP has an earlier state of it: the next one is a PUT. */
  isPosted: boolean;
}

export interface StoredToken {
  order: number;
  token: Token;
}

export interface Registration {
  version: OcpiVersion;
  role: "RECEIVER" | "SENDER";
  /** What we show them. */
  theirToken: string;
  /** What they show us, and the one before a rotation, good until the first use of the new one. */
  ourToken: string;
  previousOurToken: string | null;
  versionsUrl: string;
  endpoints: Endpoint[];
  roles: CredentialsRole[];
  registeredAt: string;
}

export interface Progress {
  registration: Registration | null;
  /** Active already while our own POST of credentials is open. */
  pendingOurToken: string | null;
  sessionsNumbered: number;
  livePlayed: number;
  hasHistory: boolean;
}

/** How far the garage's own story is. */
export interface GarageProgress {
  /** Cars that have come, ever. */
  arrivals: number;
  /** When the garage was opened; 0 before that. */
  openedMs: number;
  nextArrivalMs: number;
}

export interface State {
  progress: ValueFile<Progress>;
  garage: ValueFile<GarageProgress>;
  locations: RecordFiles<StoredObject<Location>>;
  tariffs: RecordFiles<StoredObject<Tariff>>;
  sessions: RecordFiles<StoredSession>;
  cdrs: RecordFiles<StoredCdr>;
  tokens: RecordFiles<StoredToken>;
  reservations: RecordFiles<StoredReservation>;
  reconciliations: RecordFiles<StoredReconciliation>;
}

export const PENDING: Delivery = { state: "pending", attempts: 0, answer: null };

const START: Progress = {
  registration: null,
  pendingOurToken: null,
  sessionsNumbered: 0,
  livePlayed: 0,
  hasHistory: false,
};

const CLOSED: GarageProgress = { arrivals: 0, openedMs: 0, nextArrivalMs: 0 };

/** The files are written by this program alone, so a record is known by the keys that set it apart. */
function withKeys<T>(...keys: string[]) {
  return (value: unknown): value is T =>
    typeof value === "object" && value !== null && keys.every((key) => Object.hasOwn(value, key));
}

/** Registrations written before there was a choice of versions are for 2.2.1. */
function nameVersion(progress: ValueFile<Progress>): ValueFile<Progress> {
  const { registration } = progress.value;
  const hasVersion = registration === null || Object.hasOwn(registration, "version");
  if (!hasVersion) progress.update({ registration: { ...registration, version: "2.2.1" } });
  return progress;
}

/** Opens the state folder, continuing with what a former start left there. */
export function openState(folder: string): State {
  mkdirSync(folder, { recursive: true });
  return {
    progress: nameVersion(
      new ValueFile(
        join(folder, "progress.json"),
        START,
        withKeys<Progress>(...Object.keys(START)),
      ),
    ),
    garage: new ValueFile(
      join(folder, "garage.json"),
      CLOSED,
      withKeys<GarageProgress>(...Object.keys(CLOSED)),
    ),
    locations: new RecordFiles(
      join(folder, "locations"),
      withKeys<StoredObject<Location>>("order", "object", "delivery"),
    ),
    tariffs: new RecordFiles(
      join(folder, "tariffs"),
      withKeys<StoredObject<Tariff>>("order", "object", "delivery"),
    ),
    sessions: new RecordFiles(
      join(folder, "sessions"),
      withKeys<StoredSession>("order", "object", "delivery", "open"),
    ),
    cdrs: new RecordFiles(
      join(folder, "cdrs"),
      withKeys<StoredCdr>("order", "object", "delivery", "copiesToSend"),
    ),
    tokens: new RecordFiles(join(folder, "tokens"), withKeys<StoredToken>("order", "token")),
    reservations: new RecordFiles(
      join(folder, "reservations"),
      withKeys<StoredReservation>("order", "id", "evseUid", "expiresMs"),
    ),
    reconciliations: new RecordFiles(
      join(folder, "reconciliations"),
      withKeys<StoredReconciliation>("order", "object", "delivery", "isPosted"),
    ),
  };
}

/** Marks all objects as not delivered: after a registration anew the other side may know nothing of us. */
export function markAllPending(state: State): void {
  const again = { ...PENDING };
  for (const record of state.tariffs.all())
    state.tariffs.save(record.object.id, { ...record, delivery: again });
  for (const record of state.locations.all())
    state.locations.save(record.object.id, { ...record, delivery: again });
  for (const record of state.sessions.all())
    state.sessions.save(record.object.id, { ...record, delivery: again });
  for (const record of state.reconciliations.all())
    state.reconciliations.save(record.object.id, { ...record, delivery: again, isPosted: false });
  for (const record of state.cdrs.all()) {
    if (record.delivery.state === "withheld") continue;
    state.cdrs.save(record.object.id, { ...record, delivery: again, copiesToSend: 1 });
  }
}
