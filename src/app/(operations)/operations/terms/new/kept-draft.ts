import { z } from "zod";
import { newTermsInput, type NewTermsForm } from "@/trpc/inputs/terms";

/** What is written of a version that is not published: its day (empty: not chosen) and its words. */
export type TermsDraft = Pick<NewTermsForm, "validFrom" | "texts">;

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const stored = z.object({ validFrom: z.string().max(10), texts: newTermsInput.shape.texts });

const keyOf = (kind: NewTermsForm["kind"]) => `kvitt.terms-draft.${kind}`;

/** What this browser keeps of a draft, unread; null without one. */
export function storedDraft(store: () => Store, kind: NewTermsForm["kind"]): string | null {
  try {
    return store().getItem(keyOf(kind));
  } catch {
    return null;
  }
}

/** A draft that was kept; null where something else was. */
export function readDraft(text: string | null): TermsDraft | null {
  if (text === null) return null;
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps a draft in this browser. False: it has no room, or keeps nothing. */
export function keepDraft(
  store: () => Store,
  kind: NewTermsForm["kind"],
  draft: TermsDraft,
): boolean {
  try {
    store().setItem(keyOf(kind), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a draft: it was published, or is not wanted. */
export function dropDraft(store: () => Store, kind: NewTermsForm["kind"]): void {
  try {
    store().removeItem(keyOf(kind));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
