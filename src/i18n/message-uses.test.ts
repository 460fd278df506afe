import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { everyMessage } from "@/testing/every-message";
import { MessageUses } from "@/testing/message-uses";

const src = fileURLToPath(new URL("..", import.meta.url));

const files = new Map(
  globSync("**/*.{ts,tsx}", { cwd: src })
    .filter((file) => !/\.(test|fixture)\.|^(testing|scenarios|simulators)\/|\.d\.ts$/.test(file))
    .map((file) => [file, readFileSync(`${src}/${file}`, "utf8")]),
);
const uses = new MessageUses(files);
const keys = [...everyMessage("en").keys()];

describe("the messages", () => {
  it("that code asks for by name exist", () => {
    expect(uses.missing(keys)).toEqual([]);
  });

  it("are all used by something", () => {
    expect(uses.unused(keys)).toEqual([]);
  });
});
