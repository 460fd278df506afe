"use client";

import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { ApiProvider } from "@/trpc/client";

/** What client components stand in: the API, the filters of the address, the short answers. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ApiProvider>
      <NuqsAdapter>{children}</NuqsAdapter>
      <Toaster />
    </ApiProvider>
  );
}
