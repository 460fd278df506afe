import type { ModuleHandler } from "./call";
import { codecs } from "./codec-for";
import { type ServedModuleId, servedModules } from "./modules";
import { chargingResultsReceiver } from "./receivers/charging-results";
import { commandResultsReceiver } from "./receivers/command-results";
import { credentialsReceiver } from "./receivers/credentials";
import { hubClientInfoReceiver } from "./receivers/hub-client-info";
import { invoiceReconciliationReceiver } from "./receivers/invoice-reconciliation";
import type { Route } from "./routes";
import { tokensSender } from "./sender-interfaces/tokens";
import { listEndpoints, listVersions } from "./versions";

/** The receivers of what CPOs push. */
export interface PushReceivers {
  readonly locations: ModuleHandler;
  readonly tariffs: ModuleHandler;
  readonly sessions: ModuleHandler;
  readonly cdrs: ModuleHandler;
}

/** Every address of ours below `/ocpi`: the list of versions, and each version's details and modules. */
export function ocpiRoutes(push: PushReceivers): readonly Route[] {
  const answers: Readonly<Record<ServedModuleId, Route["receive"]>> = {
    ...push,
    chargingprofiles: chargingResultsReceiver,
    commands: commandResultsReceiver,
    hubclientinfo: hubClientInfoReceiver,
    invoicereconciliation: invoiceReconciliationReceiver,
    tokens: tokensSender,
    credentials: credentialsReceiver,
  };
  const configuration = { kind: "configuration", isExact: true, methods: ["GET"] } as const;
  const versions = { ...configuration, module: "versions" };
  return [
    ...codecs.flatMap((codec): readonly Route[] => [
      ...servedModules
        .filter(({ methods }) => methods[codec.version].length > 0)
        .map(({ identifier, path, kind, methods }) => ({
          codec,
          path: `${codec.version}/${path}`,
          module: identifier,
          methods: methods[codec.version],
          kind,
          isExact: identifier === "credentials",
          receive: answers[identifier],
        })),
      { ...versions, codec, path: codec.version, receive: listEndpoints },
    ]),
    { ...versions, codec: null, path: "versions", receive: listVersions },
  ];
}
