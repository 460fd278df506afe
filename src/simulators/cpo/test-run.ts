import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { acceleratedClock } from "./accelerated-clock";
import { type Configuration, DEMO_TOKENS } from "./configuration";
import { encode } from "./fake-emsp";
import { type RunningCpo, startCpo } from "./start-cpo";

/** 14:20 in Stockholm, far from any price window's edge. */
export const TEST_NOW_MS = Date.parse("2026-11-17T13:20:00Z");

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "cpo-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A CPO on a free port whose minutes pass in a second. */
export async function startTestCpo(
  change: Partial<Configuration> & Pick<Configuration, "stateDir">,
  nowMs = TEST_NOW_MS,
): Promise<RunningCpo> {
  const configuration: Configuration = {
    profile: "nordstrom",
    versions: ["2.2.1"],
    port: 0,
    tokenA: "TOKEN-A-of-the-test",
    emspVersionsUrl: null,
    seed: "test",
    speed: 1,
    tokens: [...DEMO_TOKENS],
    startMs: null,
    slowMs: 8_000,
    lateCdrMs: 120_000,
    isStoryOn: false,
    hasGarage: false,
    hasNetwork: false,
    ...change,
  };
  return await startCpo(configuration, {
    log: () => undefined,
    clock: acceleratedClock(nowMs, 60),
  });
}

/** Waits until something has happened; fails with its name after some seconds. */
export async function until(name: string, hasHappened: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_400; tries += 1) {
    if (hasHappened()) return;
    await wait(10);
  }
  throw new Error(`did not happen: ${name}`);
}

export interface OcpiAnswer {
  http: number;
  headers: Headers;
  body: { status_code?: number; data?: unknown; [key: string]: unknown };
}

/** A request as an eMSP makes it, with all the headers of a functional module. */
export async function ask(
  url: string,
  token: string | null,
  init: { method?: string; body?: unknown } = {},
): Promise<OcpiAnswer> {
  const headers: Record<string, string> = {
    "Content-Type": "application/json",
    "X-Request-ID": "request-1",
    "X-Correlation-ID": "correlation-1",
    "OCPI-from-country-code": "SE",
    "OCPI-from-party-id": "KVT",
    "OCPI-to-country-code": "SE",
    "OCPI-to-party-id": "NSL",
  };
  if (token !== null) headers["Authorization"] = encode(token);
  const body = init.body === undefined ? {} : { body: JSON.stringify(init.body) };
  const response = await fetch(url, { method: init.method ?? "GET", headers, ...body });
  return {
    http: response.status,
    headers: response.headers,
    body: (await response.json()) as OcpiAnswer["body"],
  };
}
