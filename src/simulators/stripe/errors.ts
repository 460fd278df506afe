/** The fields of Stripe's error object that the simulator can answer with. */
export interface ErrorFields {
  type:
    | "api_error"
    | "authentication_error"
    | "card_error"
    | "idempotency_error"
    | "invalid_request_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  network_advice_code?: string;
  charge?: string;
  payment_intent?: unknown;
  setup_intent?: unknown;
  payment_method?: unknown;
}

/** A refusal in Stripe's own shape: HTTP status and `{ error: … }`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly fields: ErrorFields,
  ) {
    super(fields.message);
  }

  body(): { error: ErrorFields } {
    const { code } = this.fields;
    const doc = code ? { doc_url: `https://stripe.com/docs/error-codes/${dashed(code)}` } : {};
    return { error: { ...this.fields, ...doc } };
  }
}

/** 400 `invalid_request_error`. */
export function invalid(
  message: string,
  fields: Omit<Partial<ErrorFields>, "type" | "message"> = {},
): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message, ...fields });
}

/** 404 `resource_missing`; Stripe answers 400 when the id came as a parameter of another call. */
export function missing(noun: string, id: string, param = "id"): ApiError {
  const status = param === "id" ? 404 : 400;
  const message = `No such ${noun}: '${id}'`;
  return new ApiError(status, {
    type: "invalid_request_error",
    code: "resource_missing",
    message,
    param,
  });
}

/** 404 for a path that Stripe does not have, or that this simulator does not have yet. */
export function unknownRoute(method: string, path: string): ApiError {
  const message =
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs ` +
    "or we can help at https://support.stripe.com/. (Stripe simulator: not one of its calls.)";
  return new ApiError(404, { type: "invalid_request_error", message });
}

function dashed(code: string): string {
  return code.replaceAll("_", "-");
}
