import { hideableModules, offeredVersions, type PartnerSettingsForm } from "@/trpc/inputs/partner";
import type { RouterOutputs } from "@/trpc/outputs";

/** What of a partner its settings are shown from. */
export type SettingsOf = Pick<RouterOutputs["operations"]["partners"]["get"], "settings" | "roles">;

/** A partner's settings as the form has them; an empty text stands for the default. */
export function readSettings({ settings, roles }: SettingsOf): PartnerSettingsForm {
  const { versions } = settings;
  const isHub = roles.some(({ role }) => role === "HUB");
  // Only hubs have a use for the list of their clients.
  const hidden = settings.hiddenModules ?? (isHub ? [] : ["hubclientinfo"]);
  return {
    versions: offeredVersions.filter((version) => versions?.includes(version) ?? true),
    shownModules: hideableModules.filter((module) => !hidden.includes(module)),
    authEncoding: settings.authEncoding ?? "default",
    trailingSlash: settings.trailingSlash ?? false,
    strictness: settings.strictness ?? "tolerant",
    energyUnit: settings.energyUnit ?? "kWh",
    fractionSeconds: settings.fractionSeconds ?? "default",
    parties: settings.parties?.join(", ") ?? "",
    hosts: settings.hosts?.join(", ") ?? "",
    maySpeakForOthers: settings.maySpeakForOthers ?? false,
    isEmspOnly: settings.isEmspOnly ?? false,
    authorizeNeedsLocation: settings.authorizeNeedsLocation ?? false,
    hubDialect: settings.hubDialect ?? "none",
    requestsPerSecond: settings.requestsPerSecond?.toString() ?? "",
    pullOverlapSeconds: settings.pullOverlapSeconds?.toString() ?? "",
  };
}
