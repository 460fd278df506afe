import type { Params } from "./form-decoding";
import type { Clock } from "./clock";
import type { Events } from "./events";
import type { Ids } from "./ids";
import type { Schedule } from "./schedule";
import type { Settings } from "./settings";
import type { Store } from "./store";

/** All that a call can see and change. */
export interface World {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: Events;
  readonly schedule: Schedule;
  /** Base address of the hosted pages, without a slash at the end. */
  base(): string;
}

/** One API call, decoded and checked. */
export interface Call {
  readonly world: World;
  readonly params: Params;
  /** The part of the path that a route names, e.g. `path("id")`. */
  path(name: string): string;
}

/** One route of the API: which parameters it takes, and what it does. */
export interface Route {
  method: "GET" | "POST" | "DELETE";
  /** e.g. `/v1/customers/:id` */
  path: string;
  /** Name of a file in param-schemas, when Stripe's declaration of the parameters is there. */
  schema?: string;
  /** Names of the parameters, where there is no schema. */
  takes?: readonly string[];
  run(call: Call): object;
}
