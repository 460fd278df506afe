"use client";

import { useEffect } from "react";
import { Toaster as Sonner } from "sonner";
import { toasterStore } from "./toast";

/** The place itself. It listens once it stands, and says so. */
export default function ToasterPlace() {
  useEffect(() => toasterStore.markShown(), []);
  return (
    <Sonner
      className="font-sans!"
      position="bottom-center"
      offset={{ bottom: 24 }}
      mobileOffset={{ bottom: 84 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-center gap-3 rounded-sm border border-transparent bg-ink px-4 py-3 text-base text-paper",
          error: "bg-bad-solid text-on-bad",
          actionButton: "ml-auto min-h-8 shrink-0 font-medium underline underline-offset-4",
        },
      }}
    />
  );
}
