"use client";

import { useEffect } from "react";
import { forgetKept } from "./forget-kept";

/** Where people sign in, nothing of whoever was here before is left to be read without a network. */
export function ForgetKeptPages() {
  useEffect(() => {
    if ("caches" in window) void forgetKept(window.caches).catch(() => undefined);
  }, []);
  return null;
}
