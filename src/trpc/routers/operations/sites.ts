import { asId } from "@/core/ids";
import { biddingZones } from "@/core/smart-charging/market/bidding-zones";
import { changeSite, removeSite } from "@/services/sites/change-site";
import { describeLocation } from "@/services/sites/describe-location";
import { addLocationPoints, putNode, removeNode } from "@/services/sites/edit-tree";
import { getSite } from "@/services/sites/get-site";
import { listSiteLocations } from "@/services/sites/list-site-locations";
import { listSites } from "@/services/sites/list-sites";
import { endSignal, putSignal } from "@/services/sites/put-signal";
import { createSiteKey, revokeSiteKey } from "@/services/sites/site-keys";
import { operationsProcedure, router } from "@/trpc/init";
import {
  addLocationInput,
  changeSiteInput,
  endSignalInput,
  newKeyInput,
  newSiteInput,
  putNodeInput,
  putSignalInput,
  removeNodeInput,
  revokeKeyInput,
  siteIdInput,
} from "@/trpc/inputs/site";
import { readLimit, readNode, readSettings } from "./site-forms";

const site = (input: { readonly siteId: string }) => asId<"site">(input.siteId);

/** Places with a grid connection whose load is watched. */
export const sitesRouter = router({
  list: operationsProcedure.query(({ ctx }) => listSites(ctx.ctx)),
  get: operationsProcedure
    .input(siteIdInput)
    .query(({ ctx, input }) => getSite(ctx.ctx, site(input))),
  /** What a site can be made of. */
  locations: operationsProcedure.query(({ ctx }) => listSiteLocations(ctx.ctx)),
  zones: operationsProcedure.query(() => biddingZones.map(({ name }) => name)),
  create: operationsProcedure.input(newSiteInput).mutation(async ({ ctx, input }) => {
    const { limitA, limitKw, slotMinutes, zone, ...rest } = input;
    const siteId = await describeLocation(ctx.ctx, {
      ...rest,
      ...readLimit({ limitA, limitKw }),
      zone: zone === "" ? null : zone,
      slotMinutes: Number(slotMinutes) as 5 | 10 | 15,
    });
    return { siteId };
  }),
  change: operationsProcedure
    .input(changeSiteInput)
    .mutation(({ ctx, input }) => changeSite(ctx.ctx, site(input), readSettings(input.settings))),
  remove: operationsProcedure
    .input(siteIdInput)
    .mutation(({ ctx, input }) => removeSite(ctx.ctx, site(input))),
  putNode: operationsProcedure
    .input(putNodeInput)
    .mutation(({ ctx, input }) => putNode(ctx.ctx, site(input), readNode(input.node, input))),
  removeNode: operationsProcedure
    .input(removeNodeInput)
    .mutation(({ ctx, input }) => removeNode(ctx.ctx, site(input), input.nodeId)),
  addLocation: operationsProcedure
    .input(addLocationInput)
    .mutation(({ ctx, input }) => addLocationPoints(ctx.ctx, site(input), input)),
  makeKey: operationsProcedure
    .input(newKeyInput)
    .mutation(({ ctx, input }) => createSiteKey(ctx.ctx, site(input), input.name)),
  revokeKey: operationsProcedure
    .input(revokeKeyInput)
    .mutation(({ ctx, input }) => revokeSiteKey(ctx.ctx, site(input), input.keyId)),
  /** A signal by hand: times on the site's wall clock. */
  putSignal: operationsProcedure.input(putSignalInput).mutation(async ({ ctx, input }) => {
    const { site: described } = await getSite(ctx.ctx, site(input));
    const { nodeId, startsAt, endsAt, ...limit } = input.signal;
    const at = (local: string) =>
      Temporal.PlainDateTime.from(local).toZonedDateTime(described.timeZone).toInstant();
    const put = await putSignal(ctx.ctx, {
      siteId: described.id,
      keyId: null,
      reference: `manual-${ctx.ctx.clock.now().epochMilliseconds}`,
      node: nodeId,
      startsAt: at(startsAt),
      endsAt: at(endsAt),
      ...readLimit(limit),
    });
    return { isLower: put.isLower };
  }),
  endSignal: operationsProcedure
    .input(endSignalInput)
    .mutation(({ ctx, input }) =>
      endSignal(ctx.ctx, { siteId: site(input), reference: input.reference }),
    ),
});
