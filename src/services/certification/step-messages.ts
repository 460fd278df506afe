import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { ocpiMessages as m } from "@/db/schema/partners";
import type { StepId } from "./certification-step";

/** Which messages show that a step works, and which that it was tried in vain. */
export interface StepMessages {
  readonly shows: SQL | undefined;
  readonly fails: SQL | undefined;
}

interface Kind {
  readonly direction: "in" | "out";
  readonly module: string;
  readonly methods: readonly string[];
}

const ACCEPTED = ["accepted", "replay"] as const;
const REFUSED = ["rejected", "conflict", "failed"] as const;

function incoming(module: string, ...methods: readonly string[]): Kind {
  return { direction: "in", module, methods };
}

function outgoing(module: string, ...methods: readonly string[]): Kind {
  return { direction: "out", module, methods };
}

function isKind(
  { direction, module, methods }: Kind,
  outcomes: readonly (typeof m.$inferSelect)["outcome"][],
) {
  return and(
    eq(m.direction, direction),
    eq(m.module, module),
    inArray(m.method, [...methods]),
    inArray(m.outcome, [...outcomes]),
  );
}

/** Accepted messages of a kind show the step; refused ones show that it was tried. `where` narrows both. */
function tried(kind: Kind, where?: SQL): StepMessages {
  return {
    shows: and(isKind(kind, ACCEPTED), where),
    fails: and(isKind(kind, REFUSED), where),
  };
}

function urlIs(pattern: string): SQL {
  return sql`${m.url} ~ ${pattern}`;
}

/** The body holds a piece of JSON. Bytes that are no text are compared all the same. */
function bodyHas(pattern: string): SQL {
  return sql`encode(${m.body}, 'escape') ~ ${pattern}`;
}

function statusIs(status: string): SQL {
  return bodyHas(`"status"\\s*:\\s*"${status}"`);
}

/** The steps that single messages show. `version` has no other characters than digits and dots. */
export function stepMessages(version: string): Partial<Record<StepId, StepMessages>> {
  const base = `^/ocpi/${version.replaceAll(".", String.raw`\.`)}`;
  const below = (path: string) => urlIs(`${base}/${path}`);
  const authorize = incoming("tokens", "POST");
  const authorizeUrl = below("sender/tokens/[^/]+/authorize");
  const unknown = and(authorizeUrl, eq(m.ocpiStatus, 2004));
  const tokensRead = tried(incoming("tokens", "GET"), below("sender/tokens"));
  const rotatedIn = tried(incoming("credentials", "PUT"));
  const rotatedOut = tried(outgoing("credentials", "PUT"));
  const tokensPut = tried(outgoing("tokens", "PUT"));
  return {
    "versions-read": tried(incoming("versions", "GET"), urlIs("^/ocpi/versions")),
    "details-read": tried(incoming("versions", "GET"), urlIs(`${base}/?([?]|$)`)),
    rotation: { shows: or(rotatedIn.shows, rotatedOut.shows), fails: rotatedIn.fails },
    "location-put": tried(
      incoming("locations", "PUT"),
      below("receiver/locations/[^/]+/[^/]+/[^/?]+/?([?]|$)"),
    ),
    "evse-status": tried(
      incoming("locations", "PATCH"),
      and(below("receiver/locations/[^/]+/[^/]+/[^/]+/[^/?]+"), bodyHas(`"status"\\s*:`)),
    ),
    "tariff-put": tried(incoming("tariffs", "PUT"), below("receiver/tariffs/")),
    "tokens-known": {
      shows: or(tokensRead.shows, tokensPut.shows),
      fails: or(tokensRead.fails, tokensPut.fails),
    },
    "authorize-known": {
      shows: and(isKind(authorize, ACCEPTED), authorizeUrl),
      fails: and(isKind(authorize, REFUSED), authorizeUrl, sql`${m.ocpiStatus} <> 2004`),
    },
    "authorize-unknown": { shows: and(isKind(authorize, REFUSED), unknown), fails: sql`false` },
    "session-start": tried(
      incoming("sessions", "PUT"),
      and(below("receiver/sessions/"), statusIs("ACTIVE")),
    ),
    "session-update": tried(
      incoming("sessions", "PATCH"),
      and(below("receiver/sessions/"), bodyHas(`"charging_periods"\\s*:`)),
    ),
    "session-end": tried(
      incoming("sessions", "PUT", "PATCH"),
      and(below("receiver/sessions/"), statusIs("COMPLETED")),
    ),
    "cdr-post": tried(incoming("cdrs", "POST"), below("receiver/cdrs")),
    "cdr-read-back": tried(incoming("cdrs", "GET"), below("receiver/cdrs/")),
    "cdr-replay": {
      shows: and(isKind(incoming("cdrs", "POST"), ["replay"]), below("receiver/cdrs")),
      fails: and(isKind(incoming("cdrs", "POST"), ["conflict"]), below("receiver/cdrs")),
    },
    "pull-locations": tried(outgoing("locations", "GET")),
    "pull-tariffs": tried(outgoing("tariffs", "GET")),
    "start-command": tried(outgoing("commands", "POST")),
  };
}
