import { afterEach, expect, it, vi } from "vitest";
import { runChecks } from "./run-checks.mjs";

const ok = (title, passed) => ({ title, run: async () => ({ passed, failed: 0 }) });

let written = "";
vi.spyOn(process.stdout, "write").mockImplementation((text) => {
  written += String(text);
  return true;
});

afterEach(() => {
  written = "";
});

function lastLine() {
  return written.trimEnd().split("\n").at(-1);
}

it("closes with the sum of all cases and nothing else on that line", async () => {
  expect(await runChecks([ok("lint", 1), ok("unit", 41)])).toBe(true);
  expect(lastLine()).toBe("42 passed, 0 failed");
});

it("goes on to the end after a failure, and fails", async () => {
  const broken = { title: "types", run: async () => ({ passed: 0, failed: 2, said: "TS2322" }) };
  expect(await runChecks([broken, ok("unit", 5)])).toBe(false);
  expect(written).toContain("TS2322");
  expect(lastLine()).toBe("5 passed, 2 failed");
});

it("counts a check that throws as failed, and skips only what needs it", async () => {
  const build = { title: "build", run: () => Promise.reject(new Error("no space left")) };
  const browser = { title: "browser", needs: "build", run: vi.fn() };
  expect(await runChecks([build, browser, ok("docs", 1)])).toBe(false);
  expect(browser.run).not.toHaveBeenCalled();
  expect(written).toContain("no space left");
  expect(lastLine()).toBe("1 passed, 2 failed");
});
