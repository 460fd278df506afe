import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { createCallerFactory, openTrpcContext } from "./init";
import { appRouter } from "./routers/app-router";

const createCaller = createCallerFactory(appRouter);

/**
 * The API for server components: no network and no serialization, so Temporal values come as they are.
 * Strangers are sent to sign in: a page is rendered beside its layout, not after it.
 */
export const api = cache(async () => {
  const context = await openTrpcContext();
  if (!context.person) redirect("/sign-in");
  return createCaller(context);
});
