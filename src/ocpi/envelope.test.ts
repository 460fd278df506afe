import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ServiceError, type ServiceErrorCode } from "@/services/service-error";
import {
  accept,
  answerServiceError,
  answerUnknownError,
  formatTimestamp,
  refuse,
  writeEnvelope,
} from "./envelope";
import { readEnvelope } from "./read-envelope";

const now = Temporal.Instant.from("2015-06-30T21:59:59Z");
const example = (name: string) =>
  readFileSync(new URL(`v2_2_1/fixtures/examples/${name}.json`, import.meta.url));

describe("writeEnvelope", () => {
  it.each([
    "transport_and_format_get_token_example",
    "transport_and_format_get_token_list_example",
  ])("writes what the specification's %s shows", (name) => {
    const shown = JSON.parse(example(name).toString("utf8")) as { data: unknown };
    expect(JSON.parse(writeEnvelope(accept(shown.data), now))).toEqual(shown);
  });

  it("leaves data out of an error, as the specification's example does", () => {
    const name = "transport_and_format__01__example_response_with_an_error_contains_no_data_field";
    const written = writeEnvelope(refuse(2001, "Missing required field: type"), now);
    expect(JSON.parse(written)).toEqual(JSON.parse(example(name).toString("utf8")));
  });

  it("keeps to DateTime's 25 characters whatever the clock's precision", () => {
    const fine = Temporal.Instant.from("2026-11-02T11:00:00.123456789Z");
    expect(formatTimestamp(fine)).toBe("2026-11-02T11:00:00.123Z");
    expect(formatTimestamp(now)).toBe("2015-06-30T21:59:59Z");
  });
});

describe("answerServiceError", () => {
  it.each<[ServiceErrorCode, number, number]>([
    ["INVALID", 200, 2001],
    ["FORBIDDEN", 200, 2000],
    ["CONFLICT", 200, 2000],
    ["PRECONDITION", 200, 2000],
    ["NOT_FOUND", 404, 2000],
    ["UNAUTHENTICATED", 401, 2000],
    ["LIMIT", 429, 2000],
    ["UNAVAILABLE", 503, 3000],
  ])("answers %s with HTTP %i and %i", (code, http, ocpi) => {
    expect(answerServiceError(new ServiceError(code, "No."))).toMatchObject({ http, ocpi });
  });

  it("does not repeat what an outage said of our inside", () => {
    const answer = answerServiceError(new ServiceError("UNAVAILABLE", "host db-1 is down"));
    expect(answer.message).not.toContain("db-1");
    expect(answerUnknownError("r-1").message).toContain("r-1");
  });
});

describe("readEnvelope", () => {
  const read = (http: number, text: string) => readEnvelope(http, {}, Buffer.from(text, "utf8"));

  it.each([
    [200, '{"status_code":1000}', true],
    [201, '{"status_code":1001,"data":[]}', true],
    [200, '{"status_code":"1000"}', true],
    [204, "", true],
    [200, "<html>ok</html>", true],
    [200, '{"status_code":2001}', false],
    [200, '{"status_code":3000}', false],
    [404, '{"status_code":1000}', false],
    [500, "", false],
  ])("counts HTTP %i with %j as success: %s", (http, text, isSuccess) => {
    expect(read(http, text).isSuccess).toBe(isSuccess);
  });

  it.each([
    ["transport_and_format_version_info_example", 2],
    ["transport_and_format_get_token_list_example", 3],
  ])("reads the specification's %s", (name, length) => {
    const answer = readEnvelope(200, {}, example(name));
    expect(answer).toMatchObject({ ocpi: 1000, message: "Success", isSuccess: true });
    expect(answer.data).toHaveLength(length);
  });
});
