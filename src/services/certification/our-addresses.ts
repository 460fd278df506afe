import { and, eq } from "drizzle-orm";
import { type PartnerRole, type PartnerSettings, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requirePartnerPerson } from "@/services/partners/partner-access";
import { ServiceError } from "@/services/service-error";
import type { CertifiedVersion } from "./certification-step";

/** A module of ours and where it is called. 2.1.1 names no roles: they are what the address is for. */
export interface OurAddress {
  readonly identifier: string;
  readonly role: "SENDER" | "RECEIVER";
  readonly url: string;
}

/** A version that we offer, the address of its details, and of each module there. */
export interface OurVersion {
  readonly version: CertifiedVersion;
  readonly detailsUrl: string;
  readonly modules: readonly OurAddress[];
}

interface Shown {
  readonly identifier: string;
  readonly role: OurAddress["role"];
  readonly path: string;
  /** All versions where it is left out. */
  readonly versions?: readonly CertifiedVersion[];
  readonly isForHubs?: boolean;
}

const VERSIONS: readonly CertifiedVersion[] = ["2.1.1", "2.2.1", "2.3.0"];

function receiver(identifier: string, more: Partial<Shown> = {}): Shown {
  return { identifier, role: "RECEIVER", path: `receiver/${identifier}`, ...more };
}

function sender(identifier: string, more: Partial<Shown> = {}): Shown {
  return { identifier, role: "SENDER", path: `sender/${identifier}`, ...more };
}

// The edge decides what is served; a test there holds this list to it.
const SHOWN: readonly Shown[] = [
  { ...sender("credentials"), path: "credentials" },
  receiver("locations"),
  receiver("tariffs"),
  receiver("sessions"),
  receiver("cdrs"),
  receiver("invoicereconciliation", { versions: ["2.3.0"] }),
  receiver("hubclientinfo", { versions: ["2.2.1", "2.3.0"], isForHubs: true }),
  sender("tokens"),
  sender("commands"),
  sender("chargingprofiles", { versions: ["2.2.1", "2.3.0"] }),
];

/** What our version details show a partner, for each version that we offer it, the oldest first. */
export function ourAddresses(
  baseUrl: string,
  partner: { readonly settings: PartnerSettings; readonly roles: readonly PartnerRole[] },
): readonly OurVersion[] {
  const { settings, roles } = partner;
  const isHub = roles.some(({ role }) => role === "HUB");
  const isHidden = ({ identifier, isForHubs }: Shown) =>
    settings.hiddenModules?.includes(identifier) ?? (isForHubs === true && !isHub);
  return VERSIONS.filter((version) => settings.versions?.includes(version) ?? true).map(
    (version) => {
      const detailsUrl = `${baseUrl}/ocpi/${version}`;
      const shown = SHOWN.filter(
        (one) => (one.versions?.includes(version) ?? true) && !isHidden(one),
      );
      const modules = shown.map(({ identifier, role, path }) => {
        const url = `${detailsUrl}/${path}${settings.trailingSlash ? "/" : ""}`;
        return { identifier, role, url };
      });
      return { version, detailsUrl, modules };
    },
  );
}

/**
 * Where the acting person's partner calls us.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function readOurAddresses(ctx: Ctx): Promise<readonly OurVersion[]> {
  const partnerId = await requirePartnerPerson(ctx);
  const [partner] = await ctx.db
    .select({ settings: partners.settings, roles: partners.roles })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  if (!partner) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  return ourAddresses(ctx.settings.baseUrl, partner);
}
