"use client";

import { useEffect, useState } from "react";

const PAUSE_MS = 250;

/** A value once it has stood still for a moment: while a slider moves, nothing is asked. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
