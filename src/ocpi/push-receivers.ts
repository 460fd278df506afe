import type { PushReceivers } from "./ocpi-routes";
import { cdrsReceiver } from "./receivers/cdrs";
import { locationsReceiver } from "./receivers/locations";
import { sessionsReceiver } from "./receivers/sessions";
import { tariffsReceiver } from "./receivers/tariffs";

/** What answers at our Receiver interfaces. */
export const pushReceivers: PushReceivers = {
  locations: locationsReceiver,
  tariffs: tariffsReceiver,
  sessions: sessionsReceiver,
  cdrs: cdrsReceiver,
};
