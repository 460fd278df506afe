import { parseMicro } from "@/core/money/quantity";
import { parseAmount } from "@/core/money/written-amount";

/** The fields of an answer, as they are written. */
export interface AnswerFields {
  readonly answer: "agree" | "corrected" | "disagree";
  readonly words: string;
  readonly energy: string;
  readonly cost: string;
}

/** What is wrong with the figures. */
export type FigureFault = "energyWrong" | "costWrong" | "figuresMissing";

/** The figures that an answer proposes, or what is wrong with them; none where it proposes none. */
export function figuresOf(
  { answer, energy, cost }: AnswerFields,
  currency: string,
): { energyMicroKwh?: bigint; costMinor?: bigint } | FigureFault {
  if (answer !== "corrected") return {};
  if (energy.trim() === "" && cost.trim() === "") return "figuresMissing";
  const figures: { energyMicroKwh?: bigint; costMinor?: bigint } = {};
  if (energy.trim() !== "") {
    const read = parseMicro(energy.trim().replace(",", "."));
    if (!read.ok || read.value.value < 0n) return "energyWrong";
    figures.energyMicroKwh = read.value.value;
  }
  if (cost.trim() !== "") {
    const read = parseAmount(cost, currency);
    if (!read.ok) return "costWrong";
    figures.costMinor = read.value;
  }
  return figures;
}
