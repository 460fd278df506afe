import { toMinor } from "@/core/money/money";
import { no, ok, type Outcome } from "@/core/outcome";
import { USUAL, type ExampleCharge } from "@/core/plans/example-month";
import { priceCdr } from "@/core/rating/price-cdr";
import { layCharge } from "@/core/rating/quote-plan";
import type { RatingPolicy } from "@/core/rating/rating-policy";
import { segmentCharge } from "@/core/rating/segment-charge";
import type { Cdr } from "@/core/roaming/cdr";
import type { Connector, Evse, Location } from "@/core/roaming/location";
import type { Tariff } from "@/core/roaming/tariff";

/** A connector of a real station, with what its CPO asks there. */
export interface SampledPlace {
  readonly operator: string;
  readonly location: Location;
  readonly evse: Evse;
  readonly connector: Connector;
  /** The most that it gives, 10⁻⁶ kW. */
  readonly power: bigint;
  readonly timeZone: string | null;
  readonly tariffs: readonly Tariff[];
  readonly policy: RatingPolicy;
}

/** A charge that nobody made, as its CPO would bill it. */
export interface ExampleCdr {
  readonly cdr: Cdr;
  /** What the CPO would claim before tax. */
  readonly costMinor: bigint;
}

/**
 * The CDR of an example charge at a place: the car draws what it and the connector can, and is unplugged when it is
 * done. Priced by the place's own tariff, as a CPO's claim is checked.
 */
export function exampleCdr(
  place: SampledPlace,
  charge: ExampleCharge,
): Outcome<ExampleCdr, "unpriceable"> {
  const { tariffs, timeZone, policy, connector } = place;
  const [first] = tariffs;
  if (!first) return no("unpriceable");
  const most = (charge.isFast ? USUAL.fast : USUAL.normal).power;
  const power = most < place.power ? most : place.power;
  const laid = layCharge({ energy: charge.energy, minutes: 0 }, charge.at, power);
  const times = { startDateTime: charge.at, endDateTime: laid.chargedAt };
  const split = segmentCharge({ curve: laid.curve, ...times, timeZone, tariffs });
  if (!split.ok) return no("unpriceable");
  const { chargingPeriods } = split.value;
  const { currency } = first;
  const cdr: Cdr = {
    countryCode: place.location.countryCode,
    partyId: place.location.partyId,
    id: "example",
    ...times,
    cdrToken: {
      countryCode: place.location.countryCode,
      partyId: place.location.partyId,
      uid: "example",
      type: "APP_USER",
      contractId: "example",
    },
    authMethod: "AUTH_REQUEST",
    cdrLocation: placeOf(place, connector),
    currency,
    tariffs,
    chargingPeriods,
    totalCost: { beforeTaxes: 0n },
    totalEnergy: charge.energy,
    totalTime: (BigInt(laid.chargedAt.since(charge.at).total("milliseconds")) * 10n) / 36n,
    lastUpdated: laid.chargedAt,
  };
  const priced = priceCdr({ cdr, tariffs, timeZone, policy });
  if (!priced.ok || priced.value.net === null) return no("unpriceable");
  return ok({ cdr, costMinor: toMinor(priced.value.net, currency, "half-away").amountMinor });
}

function placeOf(
  { location, evse }: SampledPlace,
  { id: connectorId, standard, format, powerType }: Connector,
): Cdr["cdrLocation"] {
  const { id, address, city, country, coordinates } = location;
  return {
    id,
    address,
    city,
    country,
    coordinates,
    evseUid: evse.uid,
    evseId: evse.evseId ?? evse.uid,
    connectorId,
    connectorStandard: standard,
    connectorFormat: format,
    connectorPowerType: powerType,
  };
}
