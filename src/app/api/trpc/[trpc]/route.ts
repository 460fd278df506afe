import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { openTrpcContext } from "@/trpc/init";
import { appRouter } from "@/trpc/routers/app-router";

function answer(request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: openTrpcContext,
  });
}

export { answer as GET, answer as POST };
