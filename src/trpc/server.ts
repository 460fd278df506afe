import "server-only";
import type { TRPCError } from "@trpc/server";
import { redirect } from "next/navigation";
import { cache } from "react";
import { ServiceError } from "@/services/service-error";
import { createCallerFactory, openTrpcContext } from "./init";
import { appRouter } from "./routers/app-router";

const createCaller = createCallerFactory(appRouter);

/** A member is told that his role does not include a page, rather than that it failed. */
function turnAwayMembers({ error }: { readonly error: TRPCError }): void {
  const refusal = error.cause instanceof ServiceError ? error.cause : undefined;
  if (refusal?.detail["memberRole"] !== undefined) redirect("/no-access");
}

/**
 * The API for server components: no network and no serialization, so Temporal values come as they are.
 * Strangers are sent to sign in: a page is rendered beside its layout, not after it.
 */
export const api = cache(async () => {
  const context = await openTrpcContext();
  if (!context.person) redirect(context.newcomer ? "/welcome" : "/sign-in");
  return createCaller(context, { onError: turnAwayMembers });
});

/**
 * The same for the pages of a sign-up. Who has none that is open is shown to where one begins, which says what can be
 * done: begin again, sign in, or take another address.
 */
export const newcomerApi = cache(async () => {
  const context = await openTrpcContext();
  if (!context.newcomer) redirect("/sign-up");
  return createCaller(context);
});
