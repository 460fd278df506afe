import type { PartnerSettings } from "@/db/schema/partners";

/** What of a partner tells at which hosts it may be called. */
interface HostsOf {
  readonly versionsUrl: string | null;
  readonly settings: PartnerSettings;
}

/**
 * Whether an address is at a host of the partner: that of its versions address or one below it, or one that
 * operations allowed, by its exact name. Ports don't matter. A token of the partner's goes nowhere else.
 */
export function isPartnerHost({ versionsUrl, settings }: HostsOf, address: string): boolean {
  const host = hostOf(address);
  if (host === null) return false;
  if (settings.hosts?.includes(host)) return true;
  const own = versionsUrl === null ? null : hostOf(versionsUrl);
  return own !== null && (host === own || host.endsWith(`.${own}`));
}

/** The hosts of these addresses that are none of the partner's, each once. */
export function foreignHosts(partner: HostsOf, addresses: readonly string[]): readonly string[] {
  const foreign = addresses.filter((address) => !isPartnerHost(partner, address));
  return [...new Set(foreign.map((address) => hostOf(address) ?? address))];
}

/** A host's name as addresses have it: lower case, no port; null for what is none. One name each: no wildcards. */
export function readHost(text: string): string | null {
  const name = text.trim().toLowerCase();
  const url = URL.parse(`https://${name}`);
  return url !== null && url.hostname === name && !name.includes("*") ? name : null;
}

function hostOf(address: string): string | null {
  const host = URL.parse(address)?.hostname ?? "";
  return host === "" ? null : host;
}
