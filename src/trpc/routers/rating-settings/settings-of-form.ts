import { formatMicro } from "@/core/money/quantity";
import type { RatingSettings } from "@/services/partners/rating-settings";
import { readTypedMicro, type RatingSettingsForm } from "@/trpc/inputs/rating-settings";

/** Per cent have four decimals, and are kept in millionths: 10⁻⁶ of a per cent are a hundred times finer. */
const PER_CENT = 100n;

/** Settings as the form has them, valid by its schema, as the services take them. */
export function settingsOfForm(form: RatingSettingsForm): RatingSettings {
  const ppm = (text: string) => {
    const percent = readTypedMicro(text);
    return percent === null ? null : Number(percent / PER_CENT);
  };
  return {
    policy: form.policy,
    toleranceMicro: readTypedMicro(form.above),
    tolerancePpm: ppm(form.aboveRate),
    toleranceBelowMicro: readTypedMicro(form.below),
    tolerancePpmBelow: ppm(form.belowRate),
    cumulativeToleranceMicro: readTypedMicro(form.invoice),
    contractCheck: form.contractCheck,
    findings: form.findings,
    parkingMeans: form.parkingMeans,
  };
}

/** The other way: an empty text stands for the default. */
export function formOfSettings(settings: RatingSettings): RatingSettingsForm {
  const amount = (micro: bigint | null) => (micro === null ? "" : formatMicro(micro));
  const percent = (ppm: number | null) => (ppm === null ? "" : formatMicro(BigInt(ppm) * PER_CENT));
  return {
    policy: settings.policy,
    above: amount(settings.toleranceMicro),
    aboveRate: percent(settings.tolerancePpm),
    below: amount(settings.toleranceBelowMicro),
    belowRate: percent(settings.tolerancePpmBelow),
    invoice: amount(settings.cumulativeToleranceMicro),
    contractCheck: settings.contractCheck,
    findings: settings.findings,
    parkingMeans: settings.parkingMeans,
  };
}
