import type { Id } from "@/core/ids";
import type { HoldCode } from "@/core/rating/hold-rules";
import type { Json } from "@/core/roaming/json";

/** One reason for which a CDR is held: its code, and the facts behind it. */
export interface Hold {
  readonly code: HoldCode;
  /** In plain English, for machines and for who has no words for the code. */
  readonly words: string;
  /** The facts, for the words: amounts in 10⁻⁶ as decimal text. */
  readonly detail?: { readonly [name: string]: Json };
  /** The other CDR, where two are the reason. */
  readonly otherCdrId?: Id<"cdr"> | undefined;
}

/** A hold as `cdrs.held_reasons` keeps it for lists: "unknown-token: no driver …", "unpriceable: no-tariff". */
export function holdText({ code, words }: Hold): string {
  return code.startsWith("unpriceable:") ? code.replace(":", ": ") : `${code}: ${words}`;
}
