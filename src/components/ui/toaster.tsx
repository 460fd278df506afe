"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { toasterStore } from "./toast";

const Place = lazy(() => import("./toaster-place"));

/** Where short answers to a deed appear, once there is one. Call `toast` of ./toast. */
export function Toaster() {
  const isWanted = useSyncExternalStore(toasterStore.subscribe, toasterStore.isWanted, () => false);
  return isWanted ? (
    <Suspense>
      <Place />
    </Suspense>
  ) : null;
}
