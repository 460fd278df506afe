"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const AFTER_MS = 3_000;

/** Shows the page anew every few seconds, for as long as it stands on it; where that takes long, less often. */
export function RefreshWhileOpen() {
  const router = useRouter();
  const [isUnderWay, startTransition] = useTransition();
  useEffect(() => {
    if (isUnderWay) return undefined;
    const timer = setTimeout(() => startTransition(() => router.refresh()), AFTER_MS);
    return () => clearTimeout(timer);
  }, [isUnderWay, router]);
  return null;
}
