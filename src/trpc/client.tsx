"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { useState, type ReactNode } from "react";
import { browserApi } from "./browser-api";
import type { AppRouter } from "./routers/app-router";

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** The API in client components: `useTRPC().driver.home.live.queryOptions()` and the like. */
export { useTRPC };

/** Gives client components the API and its cache. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 2_000, retry: 1 } } }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={browserApi} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
