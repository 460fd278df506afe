"use client";

import { useMemo, useState, useSyncExternalStore } from "react";
import type { NewTermsForm } from "@/trpc/inputs/terms";
import { dropDraft, keepDraft, readDraft, storedDraft, type TermsDraft } from "./kept-draft";

/** How a draft stands: `none` was written, `restored` from an earlier visit, `kept`, or the browser keeps it `not`. */
export type DraftStanding = "none" | "restored" | "kept" | "not";

const store = () => localStorage;
// Nobody but this page writes it.
const subscribe = () => () => undefined;

/** A new version as it is written: each change is kept in this browser until it is published or dropped. */
export function useTermsDraft(kind: NewTermsForm["kind"], before: NewTermsForm["texts"]) {
  const first: TermsDraft = { validFrom: "", texts: before };
  const text = useSyncExternalStore(
    subscribe,
    () => storedDraft(store, kind),
    () => null,
  );
  const found = useMemo(() => readDraft(text), [text]);
  const [written, setWritten] = useState<{ draft: TermsDraft; standing: DraftStanding }>();
  const shown =
    written ??
    (found
      ? { draft: found, standing: "restored" as const }
      : { draft: first, standing: "none" as const });
  return {
    ...shown,
    change: (part: Partial<TermsDraft>) => {
      const draft = { ...shown.draft, ...part };
      setWritten({ draft, standing: keepDraft(store, kind, draft) ? "kept" : "not" });
    },
    forget: () => dropDraft(store, kind),
    startOver: () => {
      dropDraft(store, kind);
      setWritten({ draft: first, standing: "none" });
    },
  };
}
