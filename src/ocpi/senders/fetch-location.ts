import type { Ctx } from "@/services/context";
import { readPartnerConnection } from "@/services/partners/partner-connection";
import { findUnknownPlaces, type UnknownPlace } from "@/services/pulls/find-unknown-places";
import { ServiceError } from "@/services/service-error";
import { callPartner, codecOf, joinUrl } from "./client";
import { PartnerError } from "./partner-error";
import { pulledFrom, readPulledObject, receivePulled } from "./pull-object";

const BATCH = 20;

/**
 * Asks CPOs for the Locations that sessions name and that never came, one by one; for the worker. Each goes the way of
 * a push; its EVSEs and connectors come with it. What a CPO does not have is not asked for again within a day. Returns
 * how many were asked for. OCPI mod_locations, Sender GET of an object. Never throws for what a partner does.
 */
export async function fetchUnknownPlaces(ctx: Ctx): Promise<number> {
  const places = await findUnknownPlaces(ctx, BATCH);
  for (const place of places) {
    try {
      await fetchPlace(ctx, place);
    } catch (error) {
      if (!(error instanceof PartnerError) && !(error instanceof ServiceError)) throw error;
      const { partnerId, locationId } = place;
      ctx.log.warn({ partnerId, locationId, reason: error.message }, "a place was not had");
    }
  }
  return places.length;
}

async function fetchPlace(ctx: Ctx, place: UnknownPlace): Promise<void> {
  const { partnerId, countryCode, partyId, locationId } = place;
  const partner = await readPartnerConnection(ctx, partnerId);
  const endpoint = partner.endpoints.find(
    ({ identifier, role }) => identifier === "locations" && role === "SENDER",
  );
  if (!endpoint || partner.token === null) return;
  const url = joinUrl(endpoint.url, locationId);
  const owner = { countryCode, partyId };
  const answer = await callPartner(ctx, partner, {
    method: "GET",
    url,
    token: partner.token,
    module: "locations",
    objectKey: `${countryCode}/${partyId}/${locationId}`,
    to: owner,
  });
  if (!answer.isSuccess || answer.data === undefined) return;
  const object = readPulledObject(answer.data, owner, "locations");
  // Another place than the one asked for is nothing that we asked for.
  if (object.idUpper !== locationId.toUpperCase()) return;
  const codec = codecOf(partner);
  const base = pulledFrom(ctx, partner, { codec, url, correlationId: crypto.randomUUID() });
  await receivePulled(base, "locations", object);
}
