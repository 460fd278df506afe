import type { OcpiVersion } from "./codec";

/** OCPI ModuleID of the modules that we serve. */
export type ServedModuleId =
  | "cdrs"
  | "chargingprofiles"
  | "commands"
  | "credentials"
  | "hubclientinfo"
  | "invoicereconciliation"
  | "locations"
  | "sessions"
  | "tariffs"
  | "tokens";

/** One side of a module that we serve, below the address of a version. */
export interface ServedModule {
  /** Also the name in the message log. */
  readonly identifier: ServedModuleId;
  /** The role of credentials means nothing; SENDER is what most write. */
  readonly role: "SENDER" | "RECEIVER";
  /** Sender and Receiver interfaces have their own prefixes, so that no path is both. */
  readonly path: string;
  /** Configuration modules take TOKEN_A too, and carry no routing headers. */
  readonly kind: "configuration" | "functional";
  /** Only hubs have a use for it, so that nobody else is shown it unless its settings say what is hidden. */
  readonly isForHubs?: boolean;
  /** What it is asked with; none where the version does not have it. */
  readonly methods: Readonly<Record<OcpiVersion, readonly string[]>>;
}

function inAll(...methods: readonly string[]): ServedModule["methods"] {
  return { "2.1.1": methods, "2.2.1": methods, "2.3.0": methods };
}

function receiver(identifier: ServedModuleId, methods: ServedModule["methods"]): ServedModule {
  return {
    identifier,
    role: "RECEIVER",
    path: `receiver/${identifier}`,
    kind: "functional",
    methods,
  };
}

/** Every module that we serve. */
export const servedModules: readonly ServedModule[] = [
  {
    identifier: "credentials",
    role: "SENDER",
    path: "credentials",
    kind: "configuration",
    methods: inAll("GET", "POST", "PUT", "DELETE"),
  },
  receiver("locations", inAll("GET", "PUT", "PATCH")),
  receiver("tariffs", {
    ...inAll("GET", "PUT", "DELETE"),
    "2.1.1": ["GET", "PUT", "PATCH", "DELETE"],
  }),
  receiver("sessions", inAll("GET", "PUT", "PATCH")),
  receiver("cdrs", inAll("GET", "POST")),
  receiver("invoicereconciliation", {
    "2.1.1": [],
    "2.2.1": [],
    "2.3.0": ["GET", "POST", "PUT", "DELETE"],
  }),
  {
    ...receiver("hubclientinfo", { ...inAll("GET", "PUT"), "2.1.1": [] }),
    kind: "configuration",
    isForHubs: true,
  },
  {
    identifier: "tokens",
    role: "SENDER",
    path: "sender/tokens",
    kind: "functional",
    methods: inAll("GET", "POST"),
  },
  {
    identifier: "commands",
    role: "SENDER",
    path: "sender/commands",
    kind: "functional",
    methods: inAll("POST"),
  },
  {
    identifier: "chargingprofiles",
    role: "SENDER",
    path: "sender/chargingprofiles",
    kind: "functional",
    methods: { ...inAll("POST", "PUT"), "2.1.1": [] },
  },
];
