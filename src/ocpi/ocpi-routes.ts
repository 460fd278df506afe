import type { ModuleHandler } from "./call";
import { credentialsReceiver } from "./receivers/credentials";
import type { Route } from "./routes";
import { codec221 } from "./v2_2_1/codec";
import { tokensSender } from "./sender-interfaces/tokens";
import { listEndpoints, listVersions, VERSION } from "./versions";

/** The receivers of what CPOs push. */
export interface PushReceivers {
  readonly locations: ModuleHandler;
  readonly tariffs: ModuleHandler;
  readonly sessions: ModuleHandler;
  readonly cdrs: ModuleHandler;
}

const PUSH_METHODS = {
  locations: ["GET", "PUT", "PATCH"],
  tariffs: ["GET", "PUT", "DELETE"],
  sessions: ["GET", "PUT", "PATCH"],
  cdrs: ["GET", "POST"],
} as const satisfies Record<keyof PushReceivers, readonly string[]>;

/** Every address of ours below `/ocpi`. Sender and Receiver interfaces have their own prefixes, so that no path is both. */
export function ocpiRoutes(push: PushReceivers): readonly Route[] {
  const exact = { kind: "configuration", isExact: true } as const;
  const names = ["locations", "tariffs", "sessions", "cdrs"] as const;
  const receivers = names.map((module): Route => ({
    codec: codec221,
    path: `${VERSION}/receiver/${module}`,
    module,
    methods: PUSH_METHODS[module],
    kind: "functional",
    isExact: false,
    receive: (call) => push[module](call),
  }));
  return [
    ...receivers,
    {
      codec: codec221,
      path: `${VERSION}/sender/tokens`,
      module: "tokens",
      methods: ["GET", "POST"],
      kind: "functional",
      isExact: false,
      receive: tokensSender,
    },
    {
      ...exact,
      codec: codec221,
      path: `${VERSION}/credentials`,
      module: "credentials",
      methods: ["GET", "POST", "PUT", "DELETE"],
      receive: credentialsReceiver,
    },
    {
      ...exact,
      codec: codec221,
      path: VERSION,
      module: "versions",
      methods: ["GET"],
      receive: listEndpoints,
    },
    {
      ...exact,
      codec: null,
      path: "versions",
      module: "versions",
      methods: ["GET"],
      receive: listVersions,
    },
  ];
}
