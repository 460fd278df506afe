import { parseAmount } from "@/core/money/written-amount";
import { parseRate } from "@/core/money/quantity";
import type { RouterOutputs } from "@/trpc/outputs";

export type Creditable = RouterOutputs["finance"]["creditNotes"]["creditable"];

/** What the dialog's fields hold, as they are written. */
export interface CreditFields {
  readonly what: "whole" | "amount" | "lines";
  readonly amount: string;
  /** Amount or share by line; a line that is here is chosen. */
  readonly lines: ReadonlyMap<number, string>;
  readonly cause: "goodwill" | "dispute" | "correction" | "credit_cdr";
  readonly reason: string;
  readonly target: "wallet" | "card" | "account";
}

type Part = { of: "all" } | { of: "amount"; amountMinor: bigint } | { of: "share"; share: number };

type Due = RouterOutputs["finance"]["creditNotes"]["due"][number];

/** What a credit note takes back, and what is known of it before finance says anything. */
export interface CreditPreset {
  readonly source: NonNullable<Due["source"]>;
  /** The number of the document. */
  readonly number: string;
  /** Corrections that ask for it: how much is theirs to say. */
  readonly corrections?: readonly Due["id"][];
  readonly fields?: Partial<CreditFields>;
}

/** How much is to be credited. */
type CreditSelectionInput =
  | { of: "whole" }
  | { of: "amount"; amountMinor: bigint }
  | { of: "lines"; lines: { seq: number; part: Part }[] };

/** What the fields ask for; null while they are not complete or not amounts. */
export function selectionOf(fields: CreditFields, currency: string): CreditSelectionInput | null {
  if (fields.what === "whole") return { of: "whole" };
  if (fields.what === "amount") {
    const amount = parseAmount(fields.amount, currency);
    return amount.ok && amount.value > 0n ? { of: "amount", amountMinor: amount.value } : null;
  }
  if (fields.lines.size === 0) return null;
  const lines: { seq: number; part: Part }[] = [];
  for (const [seq, text] of fields.lines) {
    const part = partOf(text, currency);
    if (!part) return null;
    lines.push({ seq, part });
  }
  return { of: "lines", lines };
}

/** "" is all of it, "50 %" a share, anything else an amount; null for what is none of them. */
export function partOf(text: string, currency: string): Part | null {
  const plain = text.trim();
  if (plain === "") return { of: "all" };
  if (plain.endsWith("%")) {
    const rate = parseRate(plain.slice(0, -1).trim().replace(",", "."));
    return rate.ok && rate.value.value > 0 ? { of: "share", share: rate.value.value } : null;
  }
  const amount = parseAmount(plain, currency);
  return amount.ok && amount.value > 0n ? { of: "amount", amountMinor: amount.value } : null;
}
