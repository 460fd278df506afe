import type { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "./routers/app-router";

/** By its name: the class would send the API's client along to pages that may never ask. */
function isRefusal(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof Error && error.name === "TRPCClientError";
}

/** Why the API refused, as its code ("CONFLICT"); undefined for anything else that went wrong. */
export function refusalOf(error: unknown): string | undefined {
  return isRefusal(error) ? error.data?.code : undefined;
}

/** What a refusal says for machines ("out-of-use"), where it says anything; `of` names which of its words is asked for. */
export function refusalReasonOf(error: unknown, of = "reason"): string | undefined {
  return isRefusal(error) ? error.data?.detail?.[of] : undefined;
}
