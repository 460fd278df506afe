import { redactText } from "@/observability/logger";

/**
 * Why a partner gave no usable answer. `refused-address`: we did not even ask. `not-connected`: the request never left.
 * `unreachable`: it may have come through all the same.
 */
export type PartnerErrorKind = "refused-address" | "not-connected" | "unreachable" | "too-large";

/** A call to a partner that came to nothing. The message is for operations; nothing of it is told to partners. */
export class PartnerError extends Error {
  override readonly name = "PartnerError";
  constructor(
    readonly kind: PartnerErrorKind,
    message: string,
  ) {
    super(redactText(message));
  }
}
