import type {
  AuthenticatedPartner,
  PartnerSettings,
} from "@/services/partners/authenticated-partner";
import type { OcpiAnswer, OcpiCall } from "./call";
import type { OcpiCodec, OcpiVersion } from "./codec";
import { codecs } from "./codec-for";
import { accept } from "./envelope";
import { type ServedModule, servedModules } from "./modules";

/** The versions that we offer a partner, the highest first. */
export function offeredTo({ versions }: PartnerSettings): readonly OcpiCodec[] {
  return versions ? codecs.filter(({ version }) => versions.includes(version)) : codecs;
}

/** The public address of something below a version, with a trailing slash for partners that need one. */
export function publicUrl(
  baseUrl: string,
  version: OcpiVersion,
  path: string,
  settings: PartnerSettings,
): string {
  return `${baseUrl}/ocpi/${version}/${path}${settings.trailingSlash ? "/" : ""}`;
}

/** Our versions address, as in our credentials. */
export function versionsUrl(baseUrl: string): string {
  return `${baseUrl}/ocpi/versions`;
}

/** The list of versions that we offer a partner, the oldest first. */
export function versionsFor(settings: PartnerSettings, baseUrl: string) {
  const offered = offeredTo(settings).toReversed();
  return offered.map(({ version }) => ({ version, url: `${baseUrl}/ocpi/${version}` }));
}

/** The details of a version: the modules that we show a partner. */
export function endpointsFor(
  codec: OcpiCodec,
  { settings, roles }: Pick<AuthenticatedPartner, "settings" | "roles">,
  baseUrl: string,
) {
  const { version } = codec;
  const isHub = roles.some(({ role }) => role === "HUB");
  const isHidden = ({ identifier, isForHubs }: ServedModule) =>
    settings.hiddenModules?.includes(identifier) ?? (isForHubs === true && !isHub);
  const shown = servedModules.filter(
    (served) => served.methods[version].length > 0 && !isHidden(served),
  );
  const endpoints = shown.map(({ identifier, role, path }) => {
    const url = publicUrl(baseUrl, version, path, settings);
    return codec.namesParties ? { identifier, role, url } : { identifier, url };
  });
  return { version, endpoints };
}

/** GET versions. OCPI version_information_endpoint. */
export async function listVersions({ ctx, partner }: OcpiCall): Promise<OcpiAnswer> {
  return accept(versionsFor(partner.settings, ctx.settings.baseUrl));
}

/** GET version details. OCPI version_information_endpoint. */
export async function listEndpoints({ ctx, partner, codec }: OcpiCall): Promise<OcpiAnswer> {
  return accept(endpointsFor(codec, partner, ctx.settings.baseUrl));
}
