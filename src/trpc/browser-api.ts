import { createTRPCClient, httpBatchLink } from "@trpc/client";
import type { AppRouter } from "./routers/app-router";
import { transformer } from "./transformer";

/** The API as a browser asks it; who is asking stands in its cookies. Nothing of it is kept: safe to share. */
export const browserApi = createTRPCClient<AppRouter>({
  links: [httpBatchLink({ url: "/api/trpc", transformer })],
});
