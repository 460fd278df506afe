import { readFileSync, readdirSync } from "node:fs";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { describe, expect, it } from "vitest";

describe("the schema", () => {
  it("is what the migrations make: nothing is left to generate", async () => {
    const folder = "drizzle/meta";
    const last = readdirSync(folder)
      .filter((name) => name.endsWith("_snapshot.json"))
      .toSorted()
      .at(-1);
    const made = JSON.parse(readFileSync(`${folder}/${last}`, "utf8")) as ReturnType<
      typeof generateDrizzleJson
    >;
    const modules = await Promise.all(
      readdirSync("src/db/schema").map(
        (name) =>
          import(`./schema/${name.replace(/\.ts$/, "")}.ts`) as Promise<Record<string, unknown>>,
      ),
    );
    const wanted = generateDrizzleJson(
      Object.assign({}, ...modules) as Record<string, unknown>,
      made.id,
    );
    expect(await generateMigration(made, wanted)).toEqual([]);
  }, 30_000);
});
