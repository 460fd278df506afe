import { describe, expect, it } from "vitest";
import { dropDraft, keepDraft, readDraft, storedDraft, type TermsDraft } from "./kept-draft";

const text = { title: "Villkor", body: "## Pris\n\nDu ser det först." };
const draft: TermsDraft = { validFrom: "", texts: { sv: text, en: text, de: text } };

function browserStore() {
  const rows = new Map<string, string>();
  return {
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => void rows.set(key, value),
    removeItem: (key: string) => void rows.delete(key),
  };
}

describe("a draft of terms", () => {
  it("is there when its writer comes back, each text's own, until it is dropped", () => {
    const own = browserStore();
    const store = () => own;
    const kept = (kind: "terms" | "privacy") => readDraft(storedDraft(store, kind));
    expect(kept("terms")).toBeNull();
    expect(keepDraft(store, "terms", draft)).toBe(true);
    expect(kept("terms")).toEqual(draft);
    expect(kept("privacy")).toBeNull();
    dropDraft(store, "terms");
    expect(kept("terms")).toBeNull();
  });

  it("that another version of the page wrote is left alone, and a browser that keeps none says so", () => {
    expect(readDraft('{"texts":{"sv":"x"}}')).toBeNull();
    expect(readDraft("no draft")).toBeNull();
    const closed = (): never => {
      throw new DOMException("denied", "SecurityError");
    };
    expect(keepDraft(closed, "terms", draft)).toBe(false);
    expect(storedDraft(closed, "terms")).toBeNull();
    expect(() => dropDraft(closed, "terms")).not.toThrow();
  });
});
