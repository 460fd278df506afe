import type { PartnerSettingsInput } from "@/services/partners/update-settings";
import {
  hideableModules,
  offeredVersions,
  type PartnerSettingsForm,
  readHosts,
  readParties,
} from "@/trpc/inputs/partner";

/** A partner's settings as the form has them, valid by its schema, as the service takes them. */
export function readSettingsForm(form: PartnerSettingsForm): PartnerSettingsInput {
  const { versions, shownModules, authEncoding, fractionSeconds } = form;
  const parties = readParties(form.parties) ?? [];
  const hosts = readHosts(form.hosts) ?? [];
  const isAll = offeredVersions.every((version) => versions.includes(version));
  return {
    versions: isAll ? null : versions,
    hiddenModules: hideableModules.filter((module) => !shownModules.includes(module)),
    authEncoding: authEncoding === "default" ? null : authEncoding,
    trailingSlash: form.trailingSlash,
    strictness: form.strictness,
    energyUnit: form.energyUnit,
    fractionSeconds: fractionSeconds === "default" ? null : fractionSeconds,
    parties: parties.length === 0 ? null : parties,
    hosts: hosts.length === 0 ? null : hosts,
    maySpeakForOthers: form.maySpeakForOthers,
    isEmspOnly: form.isEmspOnly,
    authorizeNeedsLocation: form.authorizeNeedsLocation,
    hubDialect: form.hubDialect === "none" ? null : form.hubDialect,
    requestsPerSecond: readWhole(form.requestsPerSecond),
    pullOverlapSeconds: readWhole(form.pullOverlapSeconds),
  };
}

function readWhole(text: string): number | null {
  return text === "" ? null : Number(text);
}
