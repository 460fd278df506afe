import type { Id } from "@/core/ids";
import { openPool, type Pool, type Queryable } from "@/db/client";
import type { MemberRole } from "@/db/schema/accounts";
import type { Role } from "@/db/schema/users";
import type { Logger } from "@/observability/logger";
import { openSender } from "@/queue/sender";
import { followDemoClock } from "@/services/demo-clock/follow-demo-clock";

/** A member of somebody's account who acts for it. */
export interface ActingMember {
  readonly id: Id<"member">;
  readonly driverId: Id<"driver">;
  readonly role: MemberRole;
}

/** Who acts. Services decide by it; audit rows name it. */
export type Actor =
  | {
      readonly kind: "user";
      readonly userId: Id<"user">;
      readonly email: string;
      readonly roles: readonly Role[];
      /** The driver's account that this person runs: his own, or as its admin. Null for a mere member of one. */
      readonly driverId: Id<"driver"> | null;
      /** Whose account he acts for as a member; null or absent: nobody's, or his own. */
      readonly member?: ActingMember | null;
    }
  | { readonly kind: "partner"; readonly partnerId: Id<"partner">; readonly requestId: string }
  | { readonly kind: "system"; readonly name: string };

/** Tells the time. Tests and simulations set their own. */
export interface Clock {
  now(): Temporal.Instant;
}

/** What services need of the configuration. */
export interface ServiceSettings {
  /** Our public address, without a trailing slash. */
  readonly baseUrl: string;
  /** Which money rail's objects are ours: never mixed. */
  readonly stripeEnvironment: "test" | "live" | "simulator";
  /** 32 bytes; seals partners' tokens at rest. */
  readonly secretKey: Uint8Array;
  /** Partners on loopback addresses are allowed (development and demo only). */
  readonly allowLoopbackPartners: boolean;
  /** Time may be moved forward (a demo with simulators only). */
  readonly canMoveTime: boolean;
}

/** All that a service verb sees of the world. */
export interface Ctx {
  readonly db: Queryable;
  readonly tenantId: Id<"tenant">;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly settings: ServiceSettings;
  /** The time zone database in use, kept with every rating. */
  readonly tzdataVersion: string;
  readonly log: Logger;
}

/** What a process opens once: the pool and the settings that each context shares. */
export interface Runtime {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly settings: ServiceSettings;
  readonly tzdataVersion: string;
  readonly log: Logger;
}

/** What `openRuntime` needs. `clock` defaults to the system's, in a demo to the one that people can move. */
export interface RuntimeOptions {
  readonly databaseUrl: string;
  readonly poolMax: number;
  readonly name: string;
  readonly settings: ServiceSettings;
  readonly tzdataVersion: string;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Whether facts written here wake the worker at once; without, its sweeper finds them. */
  readonly wakesWorker?: boolean;
}

const SYSTEM_CLOCK: Clock = { now: () => Temporal.Now.instant() };

/** Opens what a process shares. Two calls with one address share one pool. */
export function openRuntime(options: RuntimeOptions): Runtime {
  const { databaseUrl, poolMax, name, wakesWorker, ...rest } = options;
  const pool = openPool({ url: databaseUrl, max: poolMax, applicationName: name });
  const { canMoveTime } = rest.settings;
  const clock = options.clock ?? (canMoveTime ? followDemoClock(pool, rest.log) : SYSTEM_CLOCK);
  if (wakesWorker) {
    openSender(pool, (error) => {
      rest.log.warn({ err: error }, "the queue cannot be reached; the sweeper will wake its rows");
    });
  }
  return { ...rest, clock, pool };
}

/** The only way into the services for server, worker, trpc and auth. */
export function openContext(
  runtime: Runtime,
  who: { readonly tenantId: Id<"tenant">; readonly actor: Actor },
): Ctx {
  const { pool, clock, settings, tzdataVersion, log } = runtime;
  return { db: pool.db, clock, settings, tzdataVersion, log, ...who };
}
