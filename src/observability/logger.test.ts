import { expect, it } from "vitest";
import { createLogger, redactText } from "./logger";

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(
    createLogger({
      name: "test",
      level: "info",
      destination: { write: (line: string) => void lines.push(line) },
    }),
  );
  return lines.join("");
}

it("hides credentials in named fields, at the top and below", () => {
  const line = logged((log) => {
    log.info(
      {
        token: "s3cret-a",
        headers: { authorization: "s3cret-b" },
        a: { b: { password: "s3cret-c" } },
      },
      "call",
    );
  });
  expect(line).not.toContain("s3cret");
  expect(JSON.parse(line)).toMatchObject({ msg: "call", headers: { authorization: "[hidden]" } });
});

it("hides credentials that stand in messages and in errors", () => {
  const line = logged((log) => {
    log.error(
      { err: new Error("refused: postgresql://kvitt_app:hunter2@db/kvitt") },
      "sent Token abcdef123456 with sk_test_4eC39HqLyj",
    );
  });
  expect(line).not.toMatch(/hunter2|abcdef123456|4eC39/);
  expect(line).toContain("postgresql://[hidden]@db/kvitt");
});

it("leaves what is no secret alone", () => {
  expect(redactText("CDR 42 of SE-KVT rated: 112.50 SEK")).toBe(
    "CDR 42 of SE-KVT rated: 112.50 SEK",
  );
  expect(logged((log) => log.info({ tokenUid: "04A2B91C5E6180" }, "tap"))).toContain(
    "04A2B91C5E6180",
  );
});
