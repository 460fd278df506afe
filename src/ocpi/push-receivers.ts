import type { ModuleHandler } from "./call";
import type { PushReceivers } from "./ocpi-routes";
import { partnerCodec } from "./partner-codec";
import { cdrsReceiver } from "./receivers/cdrs";
import { locationsReceiver } from "./receivers/locations";
import { sessionsReceiver } from "./receivers/sessions";
import { tariffsReceiver } from "./receivers/tariffs";

/** Every object of a partner, pushed, pulled or received again, is read by what is set for him. */
function bySettings(receive: ModuleHandler): ModuleHandler {
  return (call) => receive({ ...call, codec: partnerCodec(call.codec, call.partner.settings) });
}

/** What answers at our Receiver interfaces. */
export const pushReceivers: PushReceivers = {
  locations: bySettings(locationsReceiver),
  tariffs: bySettings(tariffsReceiver),
  sessions: bySettings(sessionsReceiver),
  cdrs: bySettings(cdrsReceiver),
};
