import type { z } from "zod";
import { openChoice } from "@/ocpi/wire/choice";
import { dateTime } from "@/ocpi/wire/date-time";
import { currencyCode, ident, partyCode, text } from "@/ocpi/wire/text";
import { optional, someOf, wireObject } from "@/ocpi/wire/wire-object";
import { displayTexts } from "./display-text";
import { energyMixSchema } from "./energy-mix";
import { price } from "./price";
import { tariffElementSchema } from "./tariff-element";

/** OCPI 2.2.1 mod_tariffs, Tariff. */
export const tariffSchema = wireObject({
  country_code: partyCode(2),
  party_id: partyCode(3),
  id: ident(36),
  currency: currencyCode(),
  type: optional(
    openChoice(["AD_HOC_PAYMENT", "PROFILE_CHEAP", "PROFILE_FAST", "PROFILE_GREEN", "REGULAR"]),
  ),
  tariff_alt_text: displayTexts,
  tariff_alt_url: optional(text(255)),
  min_price: optional(price),
  max_price: optional(price),
  elements: someOf(tariffElementSchema),
  start_date_time: optional(dateTime()),
  end_date_time: optional(dateTime()),
  energy_mix: optional(energyMixSchema),
  last_updated: dateTime({ orReceipt: true }),
});

export type TariffWire = z.output<typeof tariffSchema>;
