import type { ExplanationLine } from "@/core/rating/explain";
import type { DrawnCourse } from "@/core/rating/drawn-charge";
import type { LintFinding } from "@/core/rating/lint-finding";
import { lintTariff } from "@/core/rating/lint-tariff";
import type { PricedCdr, RatingNote, Unpriceable } from "@/core/rating/priced-cdr";
import type { Segment } from "@/core/rating/segment-charge";
import { tryTariff, type TariffTrial } from "@/core/rating/try-tariff";
import { toMicro, type Rational } from "@/core/money/quantity";
import type { Tariff, TariffDimension } from "@/core/roaming/tariff";
import { labFiles, type LabFiles } from "@/ocpi/tariff-lab/lab-files";
import {
  readPastedTariff,
  type PasteFault,
  type PlacedFinding,
} from "@/ocpi/tariff-lab/read-pasted-tariff";
import type { Ctx } from "@/services/context";
import { getTariffContent } from "@/services/tariffs/get-tariff";
import type { TariffScope } from "@/services/tariffs/tariff-scope";
import type { LabSource } from "@/trpc/inputs/tariff-lab";

type ReadSource = {
  readonly tariff: Tariff;
  readonly lint: readonly LintFinding[];
  readonly version: "2.1.1" | "2.2.1" | "2.3.0";
  readonly isDetected: boolean;
  readonly notes: readonly PlacedFinding[];
  readonly wire?: Parameters<typeof labFiles>[1]["wire"];
};

/** A tariff tried on a drawn charge, for a browser: times are ISO texts. */
export type LabSide =
  | { readonly kind: "fault"; readonly fault: PasteFault }
  | {
      readonly kind: "tariff";
      readonly tariff: ShownTariff;
      readonly version: string;
      readonly isDetected: boolean;
      readonly notes: readonly PlacedFinding[];
      readonly lint: readonly LintFinding[];
      readonly trial: LabTrial | { readonly kind: "unpriceable"; readonly reason: Unpriceable };
    };

/** The part of a tariff that is said in words; without times, which not every browser has. */
export type ShownTariff = Pick<
  Tariff,
  "id" | "currency" | "elements" | "taxIncluded" | "minPrice" | "maxPrice" | "type"
>;

/** A price with what it is made of. Amounts in 10⁻⁶ of the currency; null: the tariff does not tell. */
export type LabTrial = {
  readonly kind: "priced";
  readonly currency: string;
  readonly netMicro: bigint | null;
  readonly grossMicro: bigint | null;
  readonly lines: readonly LabLine[];
  readonly notes: readonly RatingNote[];
  readonly segments: readonly LabSegment[];
  readonly files: LabFiles;
};

/** A line of the explanation, its period's start as text. */
export type LabLine = Omit<ExplanationLine, "item"> & {
  readonly item:
    | Exclude<ExplanationLine["item"], { kind: "component" | "promise" }>
    | (Omit<Extract<ExplanationLine["item"], { kind: "component" }>, "periodStart"> & {
        readonly periodStart: string;
      });
};

/** A stretch in which nothing about the price changes. */
export type LabSegment = {
  readonly start: string;
  readonly end: string;
  readonly isCharging: boolean;
  readonly energy: bigint;
  readonly causes: Segment["causes"];
  readonly active: readonly {
    readonly dimension: TariffDimension;
    readonly price: bigint;
    readonly elementIndex: number;
  }[];
  /** What the lines of this stretch come to, 10⁻⁶, steps among them and limits not. */
  readonly amount: bigint;
};

/** Reads one of the tariffs that are to be tried, and tries it. */
export async function labSide(
  ctx: Ctx,
  source: LabSource,
  {
    scope,
    course,
    timeZone,
  }: { readonly scope: TariffScope; readonly course: DrawnCourse; readonly timeZone: string },
): Promise<LabSide> {
  const read = await readSource(ctx, source, { scope, at: course.startDateTime });
  if ("code" in read) return { kind: "fault", fault: read };
  const { tariff, lint, version, isDetected, notes } = read;
  const tried = tryTariff(tariff, course, timeZone);
  const { id, currency, elements, taxIncluded, minPrice, maxPrice, type } = tariff;
  return {
    kind: "tariff",
    tariff: { id, currency, elements, taxIncluded, minPrice, maxPrice, type },
    version,
    isDetected,
    notes,
    lint,
    trial: tried.ok
      ? trialOf(tried.value, labFiles(tried.value, { ...read, id, timeZone }))
      : { kind: "unpriceable", reason: tried.reason },
  };
}

async function readSource(
  ctx: Ctx,
  source: LabSource,
  { scope, at }: { readonly scope: TariffScope; readonly at: Temporal.Instant },
): Promise<ReadSource | PasteFault> {
  if (source.kind === "stored") {
    const { tariff, ocpiVersion, lint } = await getTariffContent(ctx, { ...source, scope });
    const version = ocpiVersion === "2.1.1" || ocpiVersion === "2.3.0" ? ocpiVersion : "2.2.1";
    return { tariff, lint, version, isDetected: false, notes: [] };
  }
  const pasted = readPastedTariff(source.text, source.version, ctx.clock.now());
  if (!pasted.ok) return pasted.reason;
  const { tariff, version } = pasted.value;
  return { ...pasted.value, lint: lintTariff(tariff, { at, version }) };
}

function trialOf(trial: TariffTrial, files: LabFiles): LabTrial {
  const { priced, segments, lines } = trial;
  return {
    kind: "priced",
    currency: priced.currency,
    netMicro: microOf(priced.net),
    grossMicro: microOf(priced.gross),
    lines: lines.flatMap(lineOf),
    notes: priced.notes,
    segments: segments.map((segment, index) => segmentOf(segment, index, priced)),
    files,
  };
}

function microOf(total: Rational | null): bigint | null {
  return total && toMicro(total, "half-away");
}

function lineOf(line: ExplanationLine): LabLine[] {
  const { item } = line;
  // Promises are the driver's, and no part of a tariff's price.
  if (item.kind === "promise") return [];
  if (item.kind !== "component") return [{ ...line, item }];
  return [{ ...line, item: { ...item, periodStart: item.periodStart.toString() } }];
}

const SCALE = 36_000_000n;

function segmentOf(segment: Segment, index: number, priced: PricedCdr): LabSegment {
  const { startMs, endMs, isCharging, energy, causes, active } = segment;
  const text = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toString();
  const lines = priced.lines.filter((line) => line.periodIndex === index);
  const amount = lines.reduce((sum, line) => sum + line.amount, 0n);
  const hasFee = lines.some(({ dimension }) => dimension === "FLAT");
  return {
    start: text(startMs),
    end: text(endMs),
    isCharging,
    energy,
    causes,
    active: Object.values(active).flatMap((component) =>
      // A fee holds all along and is charged once.
      component === undefined || (component.dimension === "FLAT" && !hasFee)
        ? []
        : [
            {
              dimension: component.dimension,
              price: component.price,
              elementIndex: component.elementIndex,
            },
          ],
    ),
    amount: amount / SCALE,
  };
}
