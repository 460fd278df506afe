import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPackedFiles } from "./packed-files";

const text = "console.log('kvitt');".repeat(50);
const folder = mkdtempSync(join(tmpdir(), "kvitt-static-"));
mkdirSync(join(folder, "chunks", "app"), { recursive: true });
writeFileSync(join(folder, "chunks", "a.js"), text);
writeFileSync(join(folder, "chunks", "a.js.br"), brotliCompressSync(text));
writeFileSync(join(folder, "chunks", "b.js"), text);

const answer = openPackedFiles(folder);
const server = createServer((asked, response) => {
  if (!answer(asked, response)) response.writeHead(404).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function get(path: string, encoding: string, method = "GET") {
  const { port } = server.address() as AddressInfo;
  const headers = { "accept-encoding": encoding };
  return new Promise<{ head: IncomingMessage; body: Buffer }>((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, method, headers }, (head) => {
      const parts: Buffer[] = [];
      head.on("data", (part: Buffer) => parts.push(part));
      head.on("end", () => resolve({ head, body: Buffer.concat(parts) }));
    })
      .on("error", reject)
      .end();
  });
}

describe("a program of the pages", () => {
  it("is sent as the build packed it, to be kept for good", async () => {
    const { head, body } = await get("/_next/static/chunks/a.js?dpl=1", "gzip, deflate, br, zstd");
    expect(head.statusCode).toBe(200);
    expect(head.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": "application/javascript; charset=UTF-8",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    expect(brotliDecompressSync(body).toString()).toBe(text);
    const { body: none } = await get("/_next/static/chunks/a.js", "br", "HEAD");
    expect(none.length).toBe(0);
  });

  it.each([
    ["/_next/static/chunks/a.js", "gzip"],
    ["/_next/static/chunks/a.js", "br;q=0"],
    ["/_next/static/chunks/b.js", "br"],
    ["/_next/static/chunks/%2e%2e/a.js", "br"],
    ["/_next/static/chunks/%", "br"],
    ["/other/chunks/a.js", "br"],
  ])("%s for %s is left to Next", async (path, encoding) => {
    expect((await get(path, encoding)).head.statusCode).toBe(404);
  });
});
