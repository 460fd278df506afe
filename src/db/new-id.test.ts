import { expect, it } from "vitest";
import { newId } from "./new-id";

it("ids sort in the order they were made, also within one millisecond", () => {
  const made = Array.from({ length: 5_000 }, () => newId());
  expect(made.every((id, index) => index === 0 || id > (made[index - 1] ?? ""))).toBe(true);
});

it("an id is a uuidv7 of now", () => {
  const before = Date.now();
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const at = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now() + 1_000);
});
