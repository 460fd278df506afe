// Reads a tar archive in memory: files, folders and links, which is all that npm's browser package holds.
import fs from "node:fs";
import path from "node:path";

const block = 512;

function text(buffer, from, to) {
  const end = buffer.indexOf(0, from);
  return buffer.toString("utf8", from, end === -1 || end > to ? to : end);
}

/** Writes the archive's entries below `folder`. An entry that leads out of it is refused. */
export function untar(archive, folder) {
  for (let at = 0; at + block <= archive.length && archive[at] !== 0;) {
    const header = archive.subarray(at, at + block);
    const size = parseInt(text(header, 124, 136).trim() || "0", 8);
    const prefix = text(header, 345, 500);
    const name = prefix === "" ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
    const mode = parseInt(text(header, 100, 108).trim() || "644", 8) & 0o777;
    const target = path.join(folder, name);
    if (path.relative(folder, target).startsWith("..")) throw new Error(`Refused: ${name}`);
    const type = String.fromCharCode(header[156]);
    writeEntry({ type, target, mode, link: text(header, 157, 257) }, () =>
      archive.subarray(at + block, at + block + size),
    );
    at += block + Math.ceil(size / block) * block;
  }
}

function writeEntry({ type, target, mode, link }, read) {
  if (type === "5") {
    fs.mkdirSync(target, { recursive: true });
    return;
  }
  if (!["0", "\0", "2"].includes(type)) return;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  if (type === "2") fs.symlinkSync(link, target);
  else fs.writeFileSync(target, read(), { mode });
}
