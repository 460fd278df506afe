import { ServiceError } from "@/services/service-error";

/** A refusal that is known before any service is asked. */
export class GridError extends Error {
  override readonly name = "GridError";
  constructor(
    readonly status: number,
    readonly fault: string,
    message: string,
  ) {
    super(message);
  }
}

const STATUS: Readonly<Record<ServiceError["code"], number>> = {
  NOT_FOUND: 404,
  FORBIDDEN: 403,
  UNAUTHENTICATED: 401,
  INVALID: 422,
  CONFLICT: 409,
  PRECONDITION: 409,
  LIMIT: 429,
  UNAVAILABLE: 503,
};

/** An answer in JSON that nobody keeps. */
export function answerJson(status: number, body: unknown): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
}

/** What a refusal is answered with; null: it is none, but a fault of ours. */
export function answerRefusal(error: unknown): Response | null {
  if (error instanceof GridError) {
    const { status, fault, message } = error;
    return refusal(status, { fault, message });
  }
  if (error instanceof ServiceError) {
    const { fault = error.code.toLowerCase().replaceAll("_", "-"), ...detail } = error.detail;
    return refusal(STATUS[error.code], { fault, message: error.message, ...detail });
  }
  return null;
}

function refusal(status: number, error: Readonly<Record<string, string>>): Response {
  const answer = answerJson(status, { error });
  if (status === 401) answer.headers.set("WWW-Authenticate", 'Bearer realm="grid"');
  return answer;
}
