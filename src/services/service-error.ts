/** The closed set of reasons why a service says no. Each transport maps it once. */
export type ServiceErrorCode =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "UNAUTHENTICATED"
  | "INVALID"
  | "CONFLICT"
  | "PRECONDITION"
  | "LIMIT"
  | "UNAVAILABLE";

/** A refusal by a service: `code` and `detail` for machines, `message` for people. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  constructor(
    readonly code: ServiceErrorCode,
    message: string,
    readonly detail: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}
