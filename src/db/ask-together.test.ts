import { describe, expect, it } from "vitest";
import { askTogether } from "./ask-together";

describe("questions that arrive together", () => {
  it("are asked at once, and each gets its own answer", async () => {
    const batches: number[][] = [];
    const ask = askTogether(async (questions: readonly number[]) => {
      batches.push([...questions]);
      return questions.map((question) => question * 10);
    });
    expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([10, 20, 30]);
    expect(await ask(4)).toBe(40);
    expect(batches).toEqual([[1, 2, 3], [4]]);
  });

  it("never share an answer that was asked for before they came", async () => {
    let value = "old";
    const ask = askTogether(async (questions: readonly string[]) => questions.map(() => value));
    const before = ask("a");
    expect(await before).toBe("old");
    value = "new";
    expect(await ask("a")).toBe("new");
  });

  it("all fail where the statement fails, and the next ones are asked again", async () => {
    let fails = true;
    const ask = askTogether(async (questions: readonly string[]) => {
      if (fails) throw new Error("away");
      return questions;
    });
    const results = await Promise.allSettled([ask("a"), ask("b")]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    fails = false;
    expect(await ask("c")).toBe("c");
  });

  it("are split where there are very many", async () => {
    const sizes: number[] = [];
    const ask = askTogether(async (questions: readonly number[]) => {
      sizes.push(questions.length);
      return questions;
    });
    await Promise.all(Array.from({ length: 600 }, (_, index) => ask(index)));
    expect(sizes).toEqual([256, 256, 88]);
  });
});
