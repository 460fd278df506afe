import { holdCodeOf } from "@/core/rating/hold-rules";
import type { Micro } from "@/core/money/quantity";
import { doubtsAboutCdr } from "./doubts-about-cdr";
import { findFacts, type Findings } from "./find-facts";
import type { Hold } from "./hold";
import type { RatableCdr, RatingFacts } from "./load-rating-facts";
import type { RatedCost } from "./rate-cdr";

/** What is doubtful about a CDR's facts (who charged, how much, when), and what is only worth a note. */
export function judgeFacts(ratable: RatableCdr, facts: RatingFacts, cost: RatedCost): Findings {
  const { row, cdr } = ratable;
  const isCostless = facts.settings.hubDialect === "authorization-id";
  const found = findFacts(ratable, facts, cost);
  return {
    held: [
      ...doubtsAboutCdr(cdr, row.receivedAt, isCostless).map(readHold),
      ...whoHolds(row.driverId, facts),
      ...found.held,
    ],
    noted: found.noted,
  };
}

function whoHolds(driverId: string | null, facts: RatingFacts): Hold[] {
  const holds: Hold[] = [];
  if (driverId === null) {
    holds.push({ code: "unknown-token", words: "no driver of ours has this token" });
  } else if (facts.plan === null) {
    holds.push({ code: "no-plan", words: "the driver had no plan when it began" });
  }
  const { standing } = facts.mates;
  if (standing !== null) {
    holds.push({
      code: "second-cdr",
      words: "another CDR of the same session came before",
      otherCdrId: standing,
    });
  }
  return holds;
}

/** A reason as text ("too-long: it lasts …") as a hold; one that no rule is written for as an error of ours. */
export function readHold(text: string): Hold {
  const code = holdCodeOf(text);
  const words = text.slice(text.indexOf(":") + 1).trim();
  return code ? { code, words } : { code: "error", words: text };
}

/** Why the CPO's claim is not accepted by policy; empty where it is. */
export function claimHolds(cost: RatedCost, facts: RatingFacts): Hold[] {
  return [...arithmeticHolds(cost), ...contractHolds(cost, facts)];
}

function arithmeticHolds(cost: RatedCost): Hold[] {
  const { verdict, explained, findings } = cost.verdict;
  const found = new Set(findings.map(({ code }) => code));
  if (found.has("claim-is-zero")) {
    return [{ code: "claim-is-zero", words: "it claims nothing for energy that has a price" }];
  }
  if (found.has("currency-differs")) {
    return [{ code: "currency", words: "CDR and tariff are in different currencies" }];
  }
  if (verdict === "mismatch") {
    return [
      {
        code: "mismatch",
        words: "the claim is not what the tariff gives",
        detail: { differenceMicro: textOf(cost.verdict.differenceMicro) },
      },
    ];
  }
  if (verdict === "unpriceable" || verdict === "malformed") {
    const code = cost.priced.ok ? "not-comparable" : cost.priced.reason.code;
    return [{ code: `unpriceable:${code}`, words: code }];
  }
  // A known misreading explains a claim; what it makes too much of it is still not owed.
  const isDisputed = explained?.standing === "mistake" && explained.explainedMicro > 0n;
  return isDisputed
    ? [
        {
          code: "disputed-reading",
          words: explained.reading,
          detail: { explainedMicro: textOf(explained.explainedMicro) },
        },
      ]
    : [];
}

// A tariff that gives less than the one that we held does us no harm.
function contractHolds({ contract, bounds }: RatedCost, { settings }: RatingFacts): Hold[] {
  if (settings.contractCheck === "note" || contract.verdict !== "differs") return [];
  const { differenceMicro } = contract;
  if (differenceMicro !== null && differenceMicro <= bounds.tolerance) return [];
  return [
    {
      code: "contract-differs",
      words: "its tariff is another than the one that we held when the charge began",
      detail: { differenceMicro: textOf(differenceMicro) },
    },
  ];
}

function textOf(micro: Micro | null): string | null {
  return micro === null ? null : micro.toString();
}
