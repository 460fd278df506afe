// Which pages there are, as the folders of src/app say; one with an id is found by a link to it.
import fs from "node:fs";
import path from "node:path";
import { root } from "../entries.mjs";

/** `{ group, route }` for each page: the group of the house it belongs to, and its address with [names] of ids. */
export function listRoutes() {
  const app = path.join(root, "src", "app");
  return fs
    .globSync("**/page.tsx", { cwd: app })
    .map((file) => {
      const parts = path.dirname(file).split(path.sep);
      const group = /^\(.*\)$/.test(parts[0] ?? "") ? parts[0] : "root";
      const route = `/${parts.filter((part) => !/^\(.*\)$/.test(part) && part !== ".").join("/")}`;
      return { group, route };
    })
    .toSorted((a, b) => a.group.localeCompare(b.group) || a.route.localeCompare(b.route));
}

/**
 * A real address for a route with ids: the first link that fits on the nearest page above it that can be opened.
 * Undefined where there is none to look at.
 */
export async function findAddress(page, base, route) {
  if (!route.includes("[")) return route;
  const fits = new RegExp(
    `^${route.replaceAll(/[.*+?^${}()|\\]/g, String.raw`\$&`).replaceAll(/\[\w+\]/g, "(?!new$)[\\w%.~:-]+")}$`,
  );
  const parts = route.split("/");
  for (let end = parts.length - 1; end > 0; end -= 1) {
    const above = await findAddress(page, base, parts.slice(0, end).join("/") || "/");
    if (above === undefined) continue;
    const found = await findLink(page, `${base}${above}`, fits);
    if (found) return found;
  }
  return undefined;
}

async function findLink(page, address, fits) {
  const answer = await page.goto(address).catch(() => null);
  if (!answer?.ok()) return undefined;
  const links = await page
    .locator("a[href]")
    .evaluateAll((nodes) => nodes.map((node) => new URL(node.href).pathname));
  return links.find((link) => fits.test(link));
}
