import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { authorization } from "./authorization";
import { called } from "./called";
import { handshake } from "./handshake";
import { meaning } from "./meaning";
import { renderPage } from "./render-page";
import { served } from "./served";
import { testTitles } from "./test-titles";
import { transport } from "./transport";

const chapters = [
  { title: "Transport", requirements: transport },
  { title: "Registration", requirements: handshake },
  { title: "Endpoints that we serve", requirements: served },
  { title: "Endpoints that we call", requirements: called },
  { title: "What bills depend on", requirements: [...meaning, ...authorization] },
];
const all = chapters.flatMap(({ requirements }) => requirements);

describe("the page of OCPI conformance", () => {
  const files = Map.groupBy(
    all.flatMap(({ shownBy }) => shownBy),
    ({ file }) => file,
  );

  it.each([...files])("names tests that exist in %s", (file, evidence) => {
    const titles = testTitles(readFileSync(file, "utf8"));
    const unknown = evidence.map(({ name }) => name).filter((name) => !titles.has(name));
    expect(unknown).toEqual([]);
  });

  it("names each requirement once, and shows it only in versions that have it", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const beyond = all.filter(({ versions, shownBy }) =>
      shownBy.some((one) => one.versions.some((version) => !versions.includes(version))),
    );
    expect(beyond.map(({ id }) => id)).toEqual([]);
  });

  it("is what its sources say", async () => {
    await expect(renderPage(chapters)).toMatchFileSnapshot("../../../docs/ocpi-conformance.md");
  });
});

describe("the titles of a file's tests", () => {
  it("are found as they are written, and not where a test is skipped or only described", () => {
    const source = `
it("one", () => {});
test('two', () => {});
  it(
    \`three\`,
  );
it.each([["(", ")"], [f(1)]])("four %s", () => {});
  it.each<[string]>(
    names.filter((name) => read(name)),
  )(
    "five \\"%s\\"",
  );
it.skip("not this", () => {});
it.todo("nor this");
describe("nor that", () => {});
// it("nor a remark")
`;
    expect([...testTitles(source)]).toEqual(["one", "two", "three", "four %s", 'five "%s"']);
  });
});
