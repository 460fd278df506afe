"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

/** A page that comes by then needs no line. */
const UNSEEN_MS = 150;
/** A page that never comes is not waited for. */
const AT_MOST_MS = 15_000;

/**
 * A line above the page while the next one is fetched: the page that one reads stays until then. Pages that come at once
 * show none. The router tells of a start by `onRouterTransitionStart`.
 */
export function PageChange() {
  const here = `${usePathname()}?${useSearchParams().toString()}`;
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      setLeaving(true);
      timer = setTimeout(() => setLeaving(false), AT_MOST_MS);
    };
    const start = (event: Event) => {
      const { pathname, search } = new URL(String((event as CustomEvent).detail), location.href);
      const params = new URLSearchParams(search).toString();
      // A link to the page that one reads, or to a part of it, leads nowhere.
      if (`${pathname}?${params}` === here) return;
      clearTimeout(timer);
      // Told within the router's own transition: what is said to React there is shown only when that ends.
      timer = setTimeout(show, UNSEEN_MS);
    };
    addEventListener("kvitt:page-change", start);
    return () => {
      clearTimeout(timer);
      removeEventListener("kvitt:page-change", start);
      setLeaving(false);
    };
  }, [here]);
  if (!isLeaving) return null;
  return (
    <div
      aria-hidden
      data-page-change
      className="animate-page-change fixed inset-x-0 top-0 z-50 h-0.75 origin-left bg-brand print:hidden"
    />
  );
}
