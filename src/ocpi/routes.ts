import type { Caller } from "./authenticate";
import type { OcpiAnswer, OcpiCall } from "./call";
import type { OcpiCodec } from "./codec";

/** An address of ours and what answers there. */
export interface Route {
  /** Below `/ocpi`: `2.2.1/receiver/cdrs`. */
  readonly path: string;
  /** Of the version in the path; null where it names none. */
  readonly codec: OcpiCodec | null;
  /** The name in the message log. */
  readonly module: string;
  readonly methods: readonly string[];
  /** Configuration modules take TOKEN_A too, and carry no routing headers. */
  readonly kind: "configuration" | "functional";
  /** Nothing may follow the path. */
  readonly isExact: boolean;
  readonly receive: (call: OcpiCall, caller: Caller) => Promise<OcpiAnswer>;
}

/** The route of a decoded path below `/ocpi`, and what follows it. */
export function findRoute(
  routes: readonly Route[],
  segments: readonly string[],
): { readonly route: Route; readonly rest: readonly string[] } | null {
  for (const route of routes) {
    const own = route.path.split("/");
    if (own.length > segments.length || own.some((part, index) => part !== segments[index])) {
      continue;
    }
    const rest = segments.slice(own.length);
    if (!route.isExact || rest.length === 0) return { route, rest };
  }
  return null;
}

/** The segments of a path below `/ocpi`, decoded once, empty ones left out; null when it can't be decoded. */
export function readSegments(pathname: string): readonly string[] | null {
  try {
    return pathname
      .split("/")
      .filter((part) => part !== "")
      .slice(1)
      .map(decodeURIComponent);
  } catch {
    return null;
  }
}
