import type { Id } from "@/core/ids";
import type { PartnerRole, PartnerSettings } from "@/db/schema/partners";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readHost } from "./partner-hosts";
import { lockPartner, updatePartner } from "./partner-row";

/** What operations may set for a partner. Null takes the default. */
export interface PartnerSettingsInput {
  readonly authEncoding: "base64" | "raw" | null;
  readonly trailingSlash: boolean;
  /** OCPI versions that are offered; null: all. */
  readonly versions: readonly string[] | null;
  /** OCPI modules that are not advertised. */
  readonly hiddenModules: readonly string[];
  /** 1 to 10,000. */
  readonly requestsPerSecond: number | null;
  /** 0 to 604,800 (seven days). */
  readonly pullOverlapSeconds: number | null;
  readonly strictness: "tolerant" | "strict";
  readonly energyUnit: "kWh" | "Wh";
  readonly fractionSeconds: "with" | "without" | null;
  /** `SE/NSL`, in any case; null: all parties that it speaks for. */
  readonly parties: readonly string[] | null;
  /** Hosts beside that of its versions address; null: none. */
  readonly hosts: readonly string[] | null;
  readonly maySpeakForOthers: boolean;
  /** Our credentials name no role SCSP. */
  readonly isEmspOnly: boolean;
  /** Authorizing asks for the place: without one a token is not let through. */
  readonly authorizeNeedsLocation: boolean;
  /** A hub's own dialect of 2.1.1. */
  readonly hubDialect: "authorization-id" | null;
}

const MOST_REQUESTS = 10_000;
const MOST_OVERLAP_S = 7 * 24 * 3_600;
const MOST_PARTIES = 200;
const MOST_HOSTS = 50;
const PARTY = /^[A-Z]{2}\/[A-Z0-9]{3}$/;

/**
 * Changes what we do differently for a partner but in rating (`updateRatingSettings`); what the form does not show stays.
 * Operations only.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (`field`) for a value that is out of its bounds.
 */
export async function updateSettings(
  ctx: Ctx,
  partnerId: Id<"partner">,
  input: PartnerSettingsInput,
): Promise<void> {
  requireRole(ctx, "operations");
  const parties = input.parties?.map((party) => party.toUpperCase()) ?? null;
  refuseOutOfBounds({ ...input, parties });
  await inTransaction(ctx, async (tx) => {
    const { settings: before, roles } = await lockPartner(tx, partnerId);
    const settings = { ...notShown(before), ...differing({ ...input, parties }, roles) };
    await updatePartner(tx, partnerId, { settings });
    await writeAudit(tx, {
      action: "partner.settings_changed",
      subjectType: "partner",
      subjectId: partnerId,
      detail: { before, after: settings },
    });
  });
}

/** The modules that a partner is not shown where nothing is set: what only hubs have a use for. */
function hiddenByDefault(roles: readonly PartnerRole[]): readonly string[] {
  return roles.some(({ role }) => role === "HUB") ? [] : ["hubclientinfo"];
}

function notShown(settings: PartnerSettings): PartnerSettings {
  const {
    authEncoding: _authEncoding,
    trailingSlash: _trailingSlash,
    versions: _versions,
    hiddenModules: _hiddenModules,
    requestsPerSecond: _requestsPerSecond,
    pullOverlapSeconds: _pullOverlapSeconds,
    strictness: _strictness,
    energyUnit: _energyUnit,
    fractionSeconds: _fractionSeconds,
    parties: _parties,
    hosts: _hosts,
    maySpeakForOthers: _maySpeakForOthers,
    isEmspOnly: _isEmspOnly,
    hubDialect: _hubDialect,
    authorizeNeedsLocation: _authorizeNeedsLocation,
    ...rest
  } = settings;
  return rest;
}

/** Only what differs from the default is kept, so that a default may become better. */
function differing(input: PartnerSettingsInput, roles: readonly PartnerRole[]): PartnerSettings {
  const { authEncoding, versions, requestsPerSecond, pullOverlapSeconds } = input;
  const { fractionSeconds, parties } = input;
  const usual = hiddenByDefault(roles);
  const hiddenModules = [...new Set(input.hiddenModules)].toSorted();
  const isUsual = hiddenModules.join() === usual.join();
  return {
    ...(authEncoding && { authEncoding }),
    ...(input.trailingSlash && { trailingSlash: true }),
    ...(versions && { versions: [...new Set(versions)].toSorted() }),
    ...(!isUsual && { hiddenModules }),
    ...(requestsPerSecond !== null && { requestsPerSecond }),
    ...(pullOverlapSeconds !== null && { pullOverlapSeconds }),
    ...(input.strictness === "strict" && { strictness: "strict" as const }),
    ...(input.energyUnit === "Wh" && { energyUnit: "Wh" as const }),
    ...(fractionSeconds && { fractionSeconds }),
    ...(parties && { parties: [...new Set(parties)].toSorted() }),
    ...(input.hosts && { hosts: [...new Set(input.hosts)].toSorted() }),
    ...(input.maySpeakForOthers && { maySpeakForOthers: true }),
    ...(input.isEmspOnly && { isEmspOnly: true }),
    ...(input.authorizeNeedsLocation && { authorizeNeedsLocation: true }),
    ...(input.hubDialect && { hubDialect: input.hubDialect }),
  };
}

function refuseOutOfBounds(input: PartnerSettingsInput): void {
  const { versions, parties } = input;
  if (!isWithin(input.requestsPerSecond, 1, MOST_REQUESTS)) {
    throw outOf("requestsPerSecond", "Between 1 and 10,000 requests a second are taken.");
  }
  if (!isWithin(input.pullOverlapSeconds, 0, MOST_OVERLAP_S)) {
    throw outOf("pullOverlapSeconds", "An overlap lies between 0 seconds and seven days.");
  }
  if (versions?.length === 0) {
    throw outOf("versions", "At least one version is offered.");
  }
  const isNamed = parties === null || (parties.length > 0 && parties.every((p) => PARTY.test(p)));
  if (!isNamed || (parties?.length ?? 0) > MOST_PARTIES) {
    throw outOf("parties", "A party is a country and three letters or digits: SE/NSL.");
  }
  const { hosts } = input;
  const areHosts = hosts === null || (hosts.length > 0 && hosts.every((h) => readHost(h) === h));
  if (!areHosts || (hosts?.length ?? 0) > MOST_HOSTS) {
    throw outOf("hosts", "A host is a name alone, in lower case: ocpi.example.com.");
  }
}

function isWithin(value: number | null, least: number, most: number): boolean {
  return value === null || (Number.isInteger(value) && value >= least && value <= most);
}

function outOf(field: keyof PartnerSettingsInput, message: string): ServiceError {
  return new ServiceError("INVALID", message, { field });
}
