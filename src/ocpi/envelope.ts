import type { ServiceError } from "@/services/service-error";
import type { OcpiAnswer } from "./call";
import { STATUS } from "./status-codes";
import { withWrittenTimes, type WrittenTimes, writtenTime } from "./written-times";

/**
 * The body of every answer, `data` left out when undefined, times in the form that the asker reads.
 * OCPI 2.2.1 transport_and_format, Response format.
 */
export function writeEnvelope(
  answer: OcpiAnswer,
  now: Temporal.Instant,
  times?: WrittenTimes,
): string {
  return JSON.stringify({
    data: withWrittenTimes(answer.data, times),
    status_code: answer.ocpi,
    status_message: answer.message,
    timestamp: writtenTime(formatTimestamp(now), times),
  });
}

/** OCPI DateTime as we send it: UTC, `Z`, milliseconds only where there are some. */
export function formatTimestamp(instant: Temporal.Instant): string {
  const hasFraction = instant.epochMilliseconds % 1000 !== 0;
  return instant.toString({ fractionalSecondDigits: hasFraction ? 3 : 0 });
}

/** An answer of success. */
export function accept(data?: unknown): OcpiAnswer {
  return { http: 200, ocpi: STATUS.success, message: "Success", data };
}

/** A "no" of the OCPI layer: HTTP 200, the reason in the envelope. */
export function refuse(ocpi: number, message: string): OcpiAnswer {
  return { http: 200, ocpi, message };
}

/** A "no" below the OCPI layer: not authenticated, no such address, method or body. */
export function refuseHttp(http: number, message: string, ocpi: number = STATUS.clientError) {
  return { http, ocpi, message } satisfies OcpiAnswer;
}

/**
 * What a service's refusal is in OCPI. What reached the OCPI layer is answered with HTTP 200 and a 2xxx code.
 * UNAVAILABLE is no answer of that layer: it is HTTP 503, so that no partner takes what we could not keep for delivered.
 */
export function answerServiceError(error: ServiceError): OcpiAnswer {
  switch (error.code) {
    case "NOT_FOUND":
      return refuseHttp(404, error.message);
    case "UNAUTHENTICATED":
      return refuseHttp(401, error.message);
    case "LIMIT":
      return refuseHttp(429, error.message);
    case "INVALID":
      return refuse(STATUS.invalidParameters, error.message);
    case "FORBIDDEN":
    case "CONFLICT":
    case "PRECONDITION":
      return refuse(STATUS.clientError, error.message);
    case "UNAVAILABLE":
      return refuseHttp(503, "Try again later.", STATUS.serverError);
  }
}

/** What an error that nobody expected is in OCPI; the request id leads to it in the log, nothing of it is told. */
export function answerUnknownError(requestId: string): OcpiAnswer {
  return refuseHttp(500, `Something went wrong here (request ${requestId}).`, STATUS.serverError);
}
