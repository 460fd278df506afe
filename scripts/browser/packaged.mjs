// The Chromium that comes inside an npm package, for machines that have none: unpacked once per version.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { fileURLToPath } from "node:url";
import { untar } from "./untar.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = path.join(root, "node_modules", "@sparticuz", "chromium");

/** Without a configuration of its own Chromium finds no font on a bare system, and all text is invisible. */
function fontsConf(home) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(home, "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${path.join(home, "font-cache")}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
}

function unpack(home) {
  const half = `${home}.${process.pid}`;
  fs.rmSync(half, { recursive: true, force: true });
  fs.mkdirSync(half, { recursive: true });
  const read = (name) => zlib.brotliDecompressSync(fs.readFileSync(path.join(folder, "bin", name)));
  fs.writeFileSync(path.join(half, "chromium"), read("chromium.br"), { mode: 0o755 });
  for (const name of ["al2023", "fonts", "swiftshader"]) untar(read(`${name}.tar.br`), half);
  fs.mkdirSync(path.join(half, "font-cache"));
  fs.chmodSync(path.join(half, "font-cache"), 0o777);
  fs.writeFileSync(path.join(half, "fonts.conf"), fontsConf(home));
  fs.rmSync(home, { recursive: true, force: true });
  fs.renameSync(half, home);
}

/** The packaged Chromium, unpacked under `.data/browser/<version>`; undefined where it cannot run. */
export function packagedBrowser() {
  const bin = path.join(folder, "bin", "chromium.br");
  if (process.platform !== "linux" || process.arch !== "x64" || !fs.existsSync(bin))
    return undefined;
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
  const home = path.join(root, ".data", "browser", version);
  if (!fs.existsSync(path.join(home, "fonts.conf"))) unpack(home);
  const libraries = [path.join(home, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    name: `Chromium ${version} from npm (@sparticuz/chromium)`,
    executablePath: path.join(home, "chromium"),
    env: {
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_PATH: home,
      FONTCONFIG_FILE: path.join(home, "fonts.conf"),
    },
  };
}
