import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL("./src", import.meta.url)) };
const differential = "src/testing/rating-reference/differential.test.ts";
// Two files at a time also on two processors, where Vitest takes one: a test waits for the database as long as it works.
const maxWorkers = Math.max(2, availableParallelism() - 1);
const skipped = ["node_modules/**", "dist/**", ".next/**"];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
          exclude: ["**/*.db.test.{ts,tsx}", "src/simulators/**", differential, ...skipped],
          maxWorkers,
          testTimeout: 15_000,
        },
      },
      {
        resolve: { alias },
        // A hundred thousand prices, each made twice: apart from the quick ones.
        test: { name: "differential", include: [differential], exclude: skipped },
      },
      {
        resolve: { alias },
        // Programs of their own, on the network and in real time: apart from the quick ones.
        test: { name: "simulators", include: ["src/simulators/**/*.test.ts"], exclude: skipped },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          globalSetup: ["src/testing/database-global.ts"],
          include: ["src/**/*.db.test.{ts,tsx}"],
          exclude: skipped,
          maxWorkers,
          // Whole months are lived through here, by two files at a time.
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // A second is too short for another connection's turn on a busy machine.
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "scripts",
          include: ["scripts/**/*.test.{ts,mjs}"],
          exclude: skipped,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
