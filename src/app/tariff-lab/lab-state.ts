"use client";

import {
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  throttle,
  useQueryStates,
  type Values,
} from "nuqs";
import { labPhases, labShapes, labVersions, type LabTrialInput } from "@/trpc/inputs/tariff-lab";
import type { RouterOutputs } from "@/trpc/outputs";

/** A tariff that can be picked. */
export type Pick = RouterOutputs["tariffLab"]["pick"][number];

/** A step of drawn power, as it is typed. */
export interface DrawnStep {
  readonly minute: number;
  readonly kw: string;
}

/** The longest pasted tariff that still goes into an address, encoded. */
const MOST_SHARED = 3_000;

const parsers = {
  /** The tariff and the one beside it, by their contents' ids. */
  t: parseAsString,
  u: parseAsString,
  m: parseAsStringLiteral(["pick", "paste"]).withDefault("pick"),
  /** A small pasted tariff. */
  p: parseAsString,
  v: parseAsStringLiteral(labVersions),
  z: parseAsString.withDefault("Europe/Stockholm"),
  s: parseAsString,
  k: parseAsString.withDefault("30"),
  c: parseAsStringLiteral(labShapes).withDefault("constant"),
  w: parseAsString.withDefault("11"),
  f: parseAsStringLiteral(labPhases).withDefault("3"),
  d: parseAsString.withDefault("0:11;90:7.4;150:3.7"),
  e: parseAsString,
  o: parseAsInteger.withDefault(30),
};

/** What the laboratory is set to; it stands in the address, so that a trial can be sent and found again. */
export type LabState = Values<typeof parsers>;

export function useLabState() {
  return useQueryStates(parsers, { history: "replace", limitUrlUpdates: throttle(300) });
}

/** The steps that stand in the address; what somebody bent is left out. */
export function readSteps(text: string): DrawnStep[] {
  return text.split(";").flatMap((part) => {
    const [minute = "", kw = ""] = part.split(":");
    return /^\d{1,5}$/.test(minute) ? [{ minute: Number(minute), kw }] : [];
  });
}

export function writeSteps(steps: readonly DrawnStep[]): string {
  return steps.map(({ minute, kw }) => `${minute}:${kw}`).join(";");
}

/** A pasted tariff for an address: base64url of its text without blanks; null where that is too long. */
export function sharedText(text: string): string | null {
  const bytes = new TextEncoder().encode(withoutBlanks(text));
  if (bytes.length > MOST_SHARED) return null;
  const code = btoa(String.fromCharCode(...bytes));
  return code.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The text of `sharedText`, laid out for reading; undefined for what somebody bent. */
export function textOfShared(code: string): string | undefined {
  try {
    const binary = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(binary, (char) => char.charCodeAt(0)),
    );
    return laidOut(text);
  } catch {
    return undefined;
  }
}

/** JSON with line ends, as people read it, its numbers as they are; other text as it is. */
function laidOut(text: string): string {
  let depth = 0;
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+/g, (token) => {
    if (/^\s/.test(token)) return "";
    const line = () => `\n${"  ".repeat(depth)}`;
    if (token === "{" || token === "[") {
      depth++;
      return `${token}${line()}`;
    }
    if (token === "}" || token === "]") {
      depth = Math.max(0, depth - 1);
      return `${line()}${token}`;
    }
    if (token === ",") return `,${line()}`;
    return token === ":" ? ": " : token;
  });
}

function withoutBlanks(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (token) => (/^\s/.test(token) ? "" : token));
}

/** What is asked of the server; null while there is no tariff to try. */
export function trialOf(
  state: LabState,
  {
    pasted,
    scope,
    firstStart,
  }: { readonly pasted: string; readonly scope: "all" | "own"; readonly firstStart: string },
): LabTrialInput | null {
  const stored = (versionId: string) => ({ kind: "stored" as const, versionId });
  const first =
    state.m === "paste"
      ? pasted.trim() === ""
        ? null
        : { kind: "pasted" as const, text: pasted, version: state.v }
      : state.t
        ? stored(state.t)
        : null;
  if (first === null) return null;
  return {
    scope,
    charge: {
      timeZone: state.z,
      start: state.s ?? firstStart,
      energy: state.k,
      shape: state.c,
      power: state.w,
      phases: state.f,
      steps: readSteps(state.d).map(({ minute, kw }) => ({ minute, power: kw })),
      unplug: state.e,
      parking: state.o,
    },
    sources: state.u ? [first, stored(state.u)] : [first],
  };
}
