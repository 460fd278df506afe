import type { Cdr } from "@/core/roaming/cdr";
import { cdrFactsToCore } from "@/ocpi/v2_2_1/cdr-to-core";
import { given, listOf } from "@/ocpi/wire/wire-values";
import { priceToCore } from "./price-to-core";
import type { CdrWire } from "./schemas/cdr";
import { tariffToCore } from "./tariff-to-core";

/** OCPI 2.3.0 CDR. */
export function cdrToCore(wire: CdrWire): Cdr {
  return {
    ...cdrFactsToCore(wire),
    tariffs: listOf(wire.tariffs, tariffToCore),
    totalCost: priceToCore(wire.total_cost),
    totalFixedCost: given(wire.total_fixed_cost, priceToCore),
    totalEnergyCost: given(wire.total_energy_cost, priceToCore),
    totalTimeCost: given(wire.total_time_cost, priceToCore),
    totalParkingCost: given(wire.total_parking_cost, priceToCore),
    totalReservationCost: given(wire.total_reservation_cost, priceToCore),
  };
}
