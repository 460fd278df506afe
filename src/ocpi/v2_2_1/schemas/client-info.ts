import { choice, openChoice } from "@/ocpi/wire/choice";
import { dateTime } from "@/ocpi/wire/date-time";
import { partyCode } from "@/ocpi/wire/text";
import { wireObject } from "@/ocpi/wire/wire-object";

/** OCPI 2.2.1 mod_hub_client_info, ClientInfo. The specification's own example leaves `last_updated` out. */
export const clientInfoSchema = wireObject({
  party_id: partyCode(3),
  country_code: partyCode(2),
  role: openChoice(["CPO", "EMSP", "HUB", "NAP", "NSP", "OTHER", "SCSP"]),
  status: choice(["CONNECTED", "OFFLINE", "PLANNED", "SUSPENDED"]),
  last_updated: dateTime({ orReceipt: true }),
});
