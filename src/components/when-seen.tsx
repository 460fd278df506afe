"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";

/** How far below the window something begins to count as seen. */
const AHEAD = "400px";

/** Shows `children` once one comes near them, so that their program is not fetched for who never does; `before` keeps their place. */
export function WhenSeen({ before, children }: { before: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(false);
  useEffect(() => {
    if (isSeen || !place.current) return undefined;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: AHEAD },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [isSeen]);
  return <div ref={place}>{isSeen ? children : before}</div>;
}
