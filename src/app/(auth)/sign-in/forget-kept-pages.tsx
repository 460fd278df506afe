"use client";

import { useEffect } from "react";
import { endPush } from "./end-push";
import { forgetKept } from "./forget-kept";

/**
 * Where people sign in, nothing of whoever was here before is left to be read without a network, and this browser gives
 * up the address at which he was told.
 */
export function ForgetKeptPages() {
  useEffect(() => {
    if ("caches" in window) void forgetKept(window.caches).catch(() => undefined);
    if ("serviceWorker" in navigator) void endPush(navigator.serviceWorker).catch(() => undefined);
  }, []);
  return null;
}
