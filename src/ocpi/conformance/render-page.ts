import type { Requirement } from "./requirement";

/** A part of the page. */
export interface Chapter {
  readonly title: string;
  readonly requirements: readonly Requirement[];
}

const HEAD = ["", "Requirement", "Versions", "Specification", "Shown by"];

/** docs/ocpi-conformance.md as text: Markdown, formatted as the repository formats it. */
export function renderPage(chapters: readonly Chapter[]): string {
  const all = chapters.flatMap(({ requirements }) => requirements);
  const count = (isSo: (one: Requirement) => boolean) => all.filter(isSo).length;
  const nowhere = count((one) => one.shownBy.length === 0);
  const everywhere = count((one) => missing(one).length === 0);
  return `${[
    "# OCPI conformance",
    "What OCPI 2.1.1, 2.2.1 and 2.3.0 (edition 2) ask of an eMSP, and the test that shows that we do it. A version counts as shown only where a test speaks that version or tests what all versions share. “Not yet” means that no test shows it, whether or not it is built.",
    `Of ${all.length} requirements ${everywhere} are shown in every version that has them, ${all.length - everywhere - nowhere} in some, ${nowhere} in none.`,
    "This page is made from `src/ocpi/conformance`. A unit test fails when it names a test that does not exist or when the page is old; `npx vitest run --project unit src/ocpi/conformance -u` writes it anew.",
    ...chapters.flatMap(({ title, requirements }) => [`## ${title}`, table(requirements)]),
  ].join("\n\n")}\n`;
}

function missing({ versions, shownBy }: Requirement): readonly string[] {
  return versions.filter((version) => !shownBy.some((one) => one.versions.includes(version)));
}

function table(requirements: readonly Requirement[]): string {
  const rows = [HEAD, ...requirements.map(cells)];
  const widths = HEAD.map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (row: readonly string[], fill = " ") =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width, fill)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line([], "-"), ...body.map((row) => line(row))].join("\n");
}

function cells(one: Requirement): readonly string[] {
  const gaps = missing(one);
  const notYet = gaps.length === one.versions.length ? "not yet" : `${gaps.join(", ")}: not yet`;
  const shown = one.shownBy.map(
    ({ versions, file, name }) => `${versions.join(", ")}: \`${file}\` “${escape(name)}”`,
  );
  const evidence = [...shown, ...(gaps.length > 0 ? [notYet] : [])].join("<br>");
  return [one.id, escape(one.what), one.versions.join(", "), escape(one.source), evidence];
}

function escape(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/g, String.raw`\$&`);
}
