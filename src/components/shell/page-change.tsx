"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

/** A page that never comes is not waited for. */
const AT_MOST_MS = 15_000;

/**
 * A line above the page while the next one is fetched: the page that one reads stays until then. Pages that come at once
 * show none. The router tells of a start by `onRouterTransitionStart`.
 */
export function PageChange() {
  const here = `${usePathname()}?${useSearchParams().toString()}`;
  const [leaving, setLeaving] = useState<string>();
  useEffect(() => {
    const start = (event: Event) => {
      const { pathname, search } = new URL(String((event as CustomEvent).detail), location.href);
      const params = new URLSearchParams(search).toString();
      // A link to the page that one reads, or to a part of it, leads nowhere.
      if (`${pathname}?${params}` !== here) setLeaving(here);
    };
    addEventListener("kvitt:page-change", start);
    return () => removeEventListener("kvitt:page-change", start);
  }, [here]);
  useEffect(() => {
    if (leaving === undefined) return undefined;
    const timer = setTimeout(() => setLeaving(undefined), AT_MOST_MS);
    return () => clearTimeout(timer);
  }, [leaving]);
  if (leaving !== here) return null;
  return (
    <div
      aria-hidden
      className="animate-page-change fixed inset-x-0 top-0 z-50 h-0.75 origin-left bg-brand print:hidden"
    />
  );
}
