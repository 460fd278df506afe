import { describe, expect, it } from "vitest";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { verifyBooks } from "./verify-books";

const database = testDatabase();

describe("verifyBooks", () => {
  it("finds nothing to say about empty books", async () => {
    const reports = await verifyBooks(database.pool.db);
    expect(reports.map(({ invariant, checked }) => `${invariant} ${checked}`)).toEqual([
      "I1 0",
      "I2 0",
      "I3 0",
      "I4 0",
      "I6 0",
      "I10 0",
    ]);
    await expectSoundBooks(database.pool.db);
  });
});
