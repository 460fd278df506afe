import { PassThrough, Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { runLines } from "./run-lines";

const answer = (line: Uint8Array) => {
  const text = new TextDecoder().decode(line);
  if (text === "fault") throw new Error("broken");
  return { text };
};

async function run(chunks: readonly string[]): Promise<string[]> {
  const output = new PassThrough();
  const ended = output.setEncoding("utf8").toArray();
  const input = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  await runLines({ input, output, signal: new AbortController().signal }, answer);
  output.end();
  return (await ended).join("").trimEnd().split("\n");
}

describe("a filter of lines", () => {
  it("answers each line in order, however the bytes were cut, also a last one without an end", async () => {
    expect(await run(["on", "e\ntwo\n\n  \r\nthr", "é", "e"])).toEqual([
      '{"text":"one"}',
      '{"text":"two"}',
      '{"text":"thrée"}',
    ]);
  });

  it("answers a fault of its own and goes on", async () => {
    expect(await run(["fault\nnext\n"])).toEqual([
      '{"id":null,"error":"internal","detail":"broken"}',
      '{"text":"next"}',
    ]);
  });

  it("refuses an endless line without keeping it", async () => {
    const long = "x".repeat(1024 * 1024);
    const chunks = [...Array.from({ length: 17 }, () => long), "\nnext\n"];
    const [refused, next] = await run(chunks);
    expect(refused).toContain("line-too-long");
    expect(next).toBe('{"text":"next"}');
  });

  it("reads no faster than its reader takes", async () => {
    let read = 0;
    const input = Readable.from(
      (function* () {
        for (;;) {
          read++;
          yield Buffer.from("a line\n");
        }
      })(),
      { highWaterMark: 1 },
    );
    const stop = new AbortController();
    const output = new Writable({ highWaterMark: 64, write: () => {} });
    const running = runLines({ input, output, signal: stop.signal }, answer);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = read;
    expect(before).toBeLessThan(50);
    stop.abort();
    await running;
    expect(read).toBeLessThan(before + 5);
  });

  it("ends when its reader goes away", async () => {
    const input = Readable.from(Array.from({ length: 1000 }, () => Buffer.from("a line\n")));
    const output = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("gone"), { code: "EPIPE" })),
    });
    const { signal } = new AbortController();
    await expect(runLines({ input, output, signal }, answer)).resolves.toBeUndefined();
  });
});
