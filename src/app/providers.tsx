"use client";

import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { ApiProvider } from "@/trpc/client";

/** What client components stand in: the API and the short answers. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ApiProvider>
      {children}
      <Toaster />
    </ApiProvider>
  );
}
