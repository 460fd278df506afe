import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { untar } from "./untar.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "kvitt-untar-test-"));

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function entry(name, content, { mode = "0000644", type = "0" } = {}) {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(mode, 100);
  header.write(content.length.toString(8).padStart(11, "0"), 124);
  header.write(type, 156);
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}

const end = Buffer.alloc(1024);

it("writes files with their content and mode, in the folders they name", () => {
  const long = "x".repeat(700);
  untar(
    Buffer.concat([entry("lib/a.so", long, { mode: "0000755" }), entry("b", "two"), end]),
    folder,
  );
  expect(fs.readFileSync(path.join(folder, "lib/a.so"), "utf8")).toBe(long);
  expect(fs.statSync(path.join(folder, "lib/a.so")).mode & 0o777).toBe(0o755);
  expect(fs.readFileSync(path.join(folder, "b"), "utf8")).toBe("two");
});

it("refuses an entry that leads out of the folder", () => {
  expect(() => untar(Buffer.concat([entry("../evil", "x"), end]), folder)).toThrow(/Refused/);
});
