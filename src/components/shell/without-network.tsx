"use client";

import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";

function subscribe(tell: () => void): () => void {
  addEventListener("online", tell);
  addEventListener("offline", tell);
  return () => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
  };
}

/** Lets the browser keep what was read, so that it can be read without a network; and says when there is none. */
export function WithoutNetwork() {
  const t = useTranslations("offline");
  const isOnline = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    // After everything that the page itself needs.
    const start = () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
    if (document.readyState === "complete") start();
    else addEventListener("load", start, { once: true });
  }, []);
  return (
    <output className="block print:hidden">
      {isOnline ? null : (
        <span className="block border-b border-wait bg-wait-tint px-4 py-2 text-center text-sm">
          {t("notice")}
        </span>
      )}
    </output>
  );
}
