import { z } from "zod";
import { biddingZones } from "@/core/smart-charging/market/bidding-zones";

/** A file in base64 is at most so long: 6 MB of text. */
const MOST_BASE64 = 8 * 1024 * 1024;

const zoneNames = biddingZones.map(({ name }) => name);
const zoneName = z.string().refine((name) => zoneNames.includes(name), "no zone that we know");

/** The zone that the page shows, as it stands in the address. */
export const energyPageInput = z.object({ zone: zoneName.optional().catch(undefined) });

/** A file of prices or production, and what is said of it where it does not say it itself. */
export const marketFileInput = z.object({
  fileName: z.string().min(1).max(200),
  base64: z.base64().max(MOST_BASE64),
  zone: zoneName.nullable(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
});
