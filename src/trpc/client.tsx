"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, isTRPCClientError } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { useState, type ReactNode } from "react";
import type { AppRouter } from "./routers/app-router";
import { transformer } from "./transformer";

const { TRPCProvider, useTRPC } = createTRPCContext<AppRouter>();

/** The API in client components: `useTRPC().driver.home.live.queryOptions()` and the like. */
export { useTRPC };

/** Gives client components the API and its cache. */
export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 2_000, retry: 1 } } }),
  );
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: "/api/trpc", transformer })] }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

/** Why the API refused, as its code ("CONFLICT"); undefined for anything else that went wrong. */
export function refusalOf(error: unknown): string | undefined {
  return isTRPCClientError<AppRouter>(error) ? error.data?.code : undefined;
}

/** What a refusal says for machines ("out-of-use"), where it says anything; `of` names which of its words is asked for. */
export function refusalReasonOf(error: unknown, of = "reason"): string | undefined {
  return isTRPCClientError<AppRouter>(error) ? error.data?.detail?.[of] : undefined;
}
