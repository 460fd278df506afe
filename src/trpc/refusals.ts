import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import type { ServiceErrorCode } from "@/services/service-error";

/** How each refusal of a service is said in tRPC: the one place that maps them. */
export const refusalCodes: Readonly<Record<ServiceErrorCode, TRPC_ERROR_CODE_KEY>> = {
  NOT_FOUND: "NOT_FOUND",
  FORBIDDEN: "FORBIDDEN",
  UNAUTHENTICATED: "UNAUTHORIZED",
  INVALID: "BAD_REQUEST",
  CONFLICT: "CONFLICT",
  PRECONDITION: "PRECONDITION_FAILED",
  LIMIT: "TOO_MANY_REQUESTS",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
};
