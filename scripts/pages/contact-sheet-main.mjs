import fs from "node:fs";
import path from "node:path";
import { root } from "../entries.mjs";
import { say } from "../progress.mjs";
import { fail } from "../stack/fail.mjs";
import { openPages } from "./open-pages.mjs";
import { people, signIn } from "./people.mjs";
import { findAddress, listRoutes } from "./routes.mjs";

const folder = path.join(root, ".data", "contact-sheet");
const looks = [
  { name: "wide", width: 1440, height: 900, colorScheme: "light" },
  { name: "phone", width: 390, height: 844, colorScheme: "light" },
  { name: "wide-dark", width: 1440, height: 900, colorScheme: "dark" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
];

/** Pages that are not for looking at: they do something and lead on. */
const passedOver = new Set(["/demo/mail"]);

const slug = (text) => text.replaceAll(/[^\w]+/g, "-").replaceAll(/^-|-$/g, "") || "home";

async function shoot(browser, { base, state, address, file }) {
  for (const { name, width, height, colorScheme } of looks) {
    const context = await browser.newContext({
      ...(state && { storageState: state }),
      viewport: { width, height },
      colorScheme,
      reducedMotion: "reduce",
      locale: "sv-SE",
      timezoneId: "Europe/Stockholm",
    });
    const page = await context.newPage();
    await page.goto(`${base}${address}`, { waitUntil: "load" });
    await page.waitForTimeout(600);
    // A page that has nothing to say to this person leads on by itself: there is nothing of its own to look at.
    await page.waitForLoadState("load");
    const { pathname } = new URL(page.url());
    if (pathname !== address.split("?", 1)[0]) {
      await context.close();
      return pathname;
    }
    await page.evaluate(() => document.fonts.ready);
    const full = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.screenshot({
      path: path.join(folder, `${file}.${name}.png`),
      clip: { x: 0, y: 0, width, height: Math.min(full, height * 3) },
      fullPage: true,
    });
    await context.close();
  }
  return undefined;
}

/** The pictures of one page. `{ file }`, or `{ why }` there are none. One page that fails does not end the sheet. */
async function show(browser, { base, state, address, file }) {
  if (address === undefined) return { why: "no such page in this data" };
  try {
    const onTo = await shoot(browser, { base, state, address, file });
    return onTo === undefined ? { file } : { why: `leads on to ${onTo}` };
  } catch (error) {
    return { why: error instanceof Error ? error.message.split("\n", 1)[0] : String(error) };
  }
}

async function shootAll({ base, browser }) {
  const shown = [];
  const routes = listRoutes().filter(({ route }) => !passedOver.has(route));
  for (const { who, groups, only } of people) {
    const state = await signIn(browser, base, who);
    const context = await browser.newContext({ storageState: state, locale: "sv-SE" });
    const page = await context.newPage();
    const theirs = routes.filter(
      ({ group, route }) => groups.includes(group) && (only === undefined || only.includes(route)),
    );
    for (const { group, route } of theirs) {
      const address = await findAddress(page, base, route);
      const file = slug(`${who.split(" ")[0]} ${route}`);
      const guest = group === "(auth)";
      const looked = await show(browser, {
        base,
        state: guest ? undefined : state,
        address,
        file,
      });
      const why = looked.why ? `: ${looked.why}` : "";
      say(`${looked.file ? "✓" : "–"} ${who.split(" ")[0]} ${route}${why}`);
      shown.push({ who, route, ...looked });
    }
    await context.close();
  }
  return shown;
}

function sheetOf(shown) {
  const cells = shown.map(({ who, route, file, why }) => {
    const pictures = file
      ? looks
          .map(
            ({ name }) =>
              `<a href="${file}.${name}.png"><img class="${name}" src="${file}.${name}.png" alt="${route}, ${name}"></a>`,
          )
          .join("")
      : `<p>${why}</p>`;
    return `<section><h2>${route} <small>${who}</small></h2><div>${pictures}</div></section>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Kvitt, every page</title>
<style>body{margin:24px;font:14px/1.4 system-ui;background:#888;color:#111}section{margin:0 0 32px}h2{font-size:16px;margin:0 0 8px}small{font-weight:400}div{display:flex;gap:12px;align-items:flex-start}img{display:block;max-height:520px;object-fit:cover;object-position:top}.wide,.wide-dark{width:560px}.phone,.phone-dark{width:180px}</style>
${cells.join("\n")}</html>`;
}

async function drawSheet(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1200 } });
  await page.goto(`file://${file}`);
  await page.screenshot({ path: file.replace(/\.html$/, ".png"), fullPage: true });
  await page.close();
}

async function makeSheet(address) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const pages = await openPages(address);
  try {
    const shown = await shootAll(pages);
    const sheet = path.join(folder, "index.html");
    fs.writeFileSync(sheet, sheetOf(shown));
    await drawSheet(pages.browser, sheet);
    const missing = shown.filter(({ file }) => file === undefined).length;
    say("");
    say(`${shown.length - missing} pages, ${missing} without anything to show`);
    say(path.relative(process.cwd(), sheet));
  } finally {
    await pages.stop();
  }
}

await makeSheet(process.argv[2]).catch(fail);
process.exit();
