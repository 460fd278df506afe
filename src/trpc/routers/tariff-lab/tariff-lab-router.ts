import { formatMicro } from "@/core/money/quantity";
import type { DrawnCourse } from "@/core/rating/drawn-charge";
import { listTariffs } from "@/services/tariffs/list-tariffs";
import { tariffScope } from "@/services/tariffs/tariff-scope";
import { personProcedure, router } from "@/trpc/init";
import { labPickInput, labTrialInput } from "@/trpc/inputs/tariff-lab";
import { courseOfDrawing, type DrawingFault } from "./drawn-course";
import { labSide, type LabSide } from "./lab-side";

/** How a drawn charge goes, for a browser. */
export type LabCourse = {
  readonly start: string;
  readonly chargedAt: string;
  readonly end: string;
  readonly energy: bigint;
  readonly isShort: boolean;
  /** The power from each moment on, kW as text; the last is nothing. */
  readonly power: readonly { readonly at: string; readonly kw: string }[];
};

/** What a trial gives; nothing of it is stored. */
export type LabAnswer =
  | { readonly kind: "bad-drawing"; readonly fault: DrawingFault }
  | {
      readonly kind: "tried";
      readonly course: LabCourse;
      readonly timeZone: string;
      readonly sides: readonly LabSide[];
    };

/** The tariff laboratory of staff and partners. Services keep each to the tariffs that are for him. */
export const tariffLabRouter = router({
  /** Stored tariffs to choose from, by part of their id or text. */
  pick: personProcedure.input(labPickInput).query(async ({ ctx, input }) => {
    const { tariffs } = await listTariffs(ctx.ctx, { ...input, page: 1 });
    return tariffs.map(({ versionId, ocpiId, partnerName, currency }) => ({
      versionId,
      ocpiId,
      partnerName,
      currency,
    }));
  }),
  /** A mutation because of its size only: it changes nothing. */
  try: personProcedure.input(labTrialInput).mutation(async ({ ctx, input }): Promise<LabAnswer> => {
    const { scope, charge, sources } = input;
    await tariffScope(ctx.ctx, scope);
    const course = courseOfDrawing(charge);
    if (!course.ok) return { kind: "bad-drawing", fault: course.reason };
    const { timeZone } = charge;
    const sides = await Promise.all(
      sources.map((source) => labSide(ctx.ctx, source, { scope, course: course.value, timeZone })),
    );
    return { kind: "tried", course: courseView(course.value), timeZone, sides };
  }),
});

function courseView({ curve, ...course }: DrawnCourse): LabCourse {
  const power = curve.power === undefined || curve.power === "estimated" ? [] : curve.power;
  return {
    start: course.startDateTime.toString(),
    chargedAt: course.chargedAt.toString(),
    end: course.endDateTime.toString(),
    energy: course.energy,
    isShort: course.isShort,
    power: power.map(({ at, level }) => ({ at: at.toString(), kw: formatMicro(level) })),
  };
}
