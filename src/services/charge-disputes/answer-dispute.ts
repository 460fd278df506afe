import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { advanceDispute } from "./advance-dispute";
import { findSeenDispute } from "./dispute-row";
import { storePictures, type NewPicture } from "./store-pictures";

/** What a CPO can say: the driver is right and a Credit CDR comes, only the figures are wrong, or the charge is right. */
export const operatorAnswers = ["agree", "corrected", "disagree"] as const;
export type OperatorAnswer = (typeof operatorAnswers)[number];

/** Figures that a CPO proposes instead; money before tax in minor units of the CDR's currency. */
export interface CorrectedFigures {
  readonly energyMicroKwh?: bigint;
  readonly costMinor?: bigint;
}

/**
 * A CPO's person answers what was asked. Agreeing announces a Credit CDR: nothing is sent to us by it, and the CPO's own
 * system sends it.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words where they are needed, no figures), PRECONDITION (not asked).
 */
export async function answerDispute(
  ctx: Ctx,
  input: {
    readonly id: string;
    readonly answer: OperatorAnswer;
    readonly words: string;
    readonly figures?: CorrectedFigures;
    readonly pictures?: readonly NewPicture[];
  },
): Promise<void> {
  const { answer, figures = {}, pictures = [] } = input;
  const text = input.words.trim();
  if (text === "" && answer !== "agree") {
    throw new ServiceError("INVALID", "Say in a few words why.", { field: "words" });
  }
  const { energyMicroKwh, costMinor } = figures;
  if (answer === "corrected" && energyMicroKwh === undefined && costMinor === undefined) {
    throw new ServiceError("INVALID", "Say which figures are right.", { field: "figures" });
  }
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, "partner", input.id, { lock: true });
    const stored = await storePictures(tx, row.id, { as: "partner", pictures });
    const detail = {
      answer,
      ...(answer === "corrected" && energyMicroKwh !== undefined
        ? { energyMicroKwh: `${energyMicroKwh}` }
        : {}),
      ...(answer === "corrected" && costMinor !== undefined ? { costMinor: `${costMinor}` } : {}),
      ...(stored.length > 0 ? { pictures: stored } : {}),
    };
    const deed = answer === "agree" ? "concede" : "answer";
    await advanceDispute(tx, row, { deed, as: "partner", text, detail });
  });
}
