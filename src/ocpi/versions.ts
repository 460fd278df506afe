import type { PartnerSettings } from "@/services/partners/authenticated-partner";
import { accept } from "./envelope";
import type { OcpiAnswer, OcpiCall } from "./call";

/** The version that we speak. */
export const VERSION = "2.2.1";

interface AdvertisedEndpoint {
  readonly identifier: string;
  readonly role: "SENDER" | "RECEIVER";
  readonly path: string;
}

/** Where our modules live. The role of credentials means nothing; SENDER is what most write. */
const ENDPOINTS: readonly AdvertisedEndpoint[] = [
  { identifier: "credentials", role: "SENDER", path: "credentials" },
  { identifier: "locations", role: "RECEIVER", path: "receiver/locations" },
  { identifier: "tariffs", role: "RECEIVER", path: "receiver/tariffs" },
  { identifier: "sessions", role: "RECEIVER", path: "receiver/sessions" },
  { identifier: "cdrs", role: "RECEIVER", path: "receiver/cdrs" },
  { identifier: "tokens", role: "SENDER", path: "sender/tokens" },
];

/** The public address of something below `/ocpi/2.2.1`, with a trailing slash for partners that need one. */
export function publicUrl(baseUrl: string, path: string, settings: PartnerSettings): string {
  return `${baseUrl}/ocpi/${VERSION}/${path}${settings.trailingSlash ? "/" : ""}`;
}

/** Our versions address, as in our credentials. */
export function versionsUrl(baseUrl: string): string {
  return `${baseUrl}/ocpi/versions`;
}

/** GET versions. OCPI 2.2.1 version_information_endpoint. */
export async function listVersions({ ctx }: OcpiCall): Promise<OcpiAnswer> {
  return accept([{ version: VERSION, url: `${ctx.settings.baseUrl}/ocpi/${VERSION}` }]);
}

/** GET version details: the modules that we show this partner. OCPI 2.2.1 version_information_endpoint. */
export async function listEndpoints({ ctx, partner }: OcpiCall): Promise<OcpiAnswer> {
  const { settings } = partner;
  const endpoints = ENDPOINTS.filter(
    ({ identifier }) => !settings.hiddenModules?.includes(identifier),
  ).map(({ identifier, role, path }) => ({
    identifier,
    role,
    url: publicUrl(ctx.settings.baseUrl, path, settings),
  }));
  return accept({ version: VERSION, endpoints });
}
