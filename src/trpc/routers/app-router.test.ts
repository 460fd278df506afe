import { TRPCError } from "@trpc/server";
import { describe, expect, it, vi } from "vitest";
import { createCallerFactory } from "@/trpc/init";
import { appRouter } from "./app-router";

// next-auth finds Next's modules only in Next's own bundle; nobody is signed in here anyway.
vi.mock("next-auth", () => ({ default: () => ({}) }));

const stranger = createCallerFactory(appRouter)({ person: undefined, address: null });

/** Calls a procedure by its path ("driver.home.read"), as somebody who is not signed in. */
async function call(path: string): Promise<unknown> {
  const procedure = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], stranger);
  return (procedure as (input: unknown) => Promise<unknown>)({});
}

describe("the API", () => {
  const paths = Object.keys(appRouter["_def"].procedures);

  it("has procedures", () => {
    expect(paths.length).toBeGreaterThan(10);
  });

  it.each(paths)("%s answers nobody who is not signed in", async (path) => {
    const error = await call(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TRPCError);
    expect((error as TRPCError).code).toBe("UNAUTHORIZED");
  });
});
