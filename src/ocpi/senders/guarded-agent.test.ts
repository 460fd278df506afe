import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Agent, request } from "undici";
import { AddressRefusedError, createGuardedAgent, type Resolve } from "./guarded-agent";

/** Names as an attacker's DNS would give them. */
function resolver(answers: Record<string, readonly string[][]>): Resolve {
  const asked = new Map<string, number>();
  const find = (hostname: string, _options: unknown, callback: (...result: unknown[]) => void) => {
    const count = asked.get(hostname) ?? 0;
    asked.set(hostname, count + 1);
    const rounds = answers[hostname] ?? [];
    const addresses = rounds[Math.min(count, rounds.length - 1)] ?? [];
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    callback(found.length === 0 ? new Error("ENOTFOUND") : null, found);
  };
  return find as unknown as Resolve;
}

let reached = 0;
const canary = createServer((_request, response) => {
  reached += 1;
  response.end("{}");
});
let port = 0;
let agent: Agent;

beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  port = (canary.address() as AddressInfo).port;
});
afterAll(() => canary.close());
beforeEach(() => {
  reached = 0;
});
afterEach(async () => agent.destroy());

const causeOf = async (url: string) => {
  const error: unknown = await request(url, { dispatcher: agent }).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error;
};

describe("createGuardedAgent", () => {
  it.each([
    ["a name for loopback", [["127.0.0.1"]]],
    ["a name for a private address", [["10.1.2.3"]]],
    ["a public address beside a private one", [["8.8.8.8", "127.0.0.1"]]],
    ["a mapped address", [["::ffff:127.0.0.1"]]],
    ["a link-local address", [["169.254.169.254"]]],
  ])("never connects to %s", async (_what, rounds) => {
    agent = createGuardedAgent(false, resolver({ "cpo.example.com": rounds }));
    expect(await causeOf(`http://cpo.example.com:${port}/`)).toBeInstanceOf(AddressRefusedError);
    expect(reached).toBe(0);
  });

  it("connects to what it checked: a name that turns inward afterwards is not asked again", async () => {
    const asked: string[] = [];
    const turning = resolver({ "cpo.example.com": [["127.0.0.1"], ["10.0.0.1"]] });
    const find = ((hostname: string, ...rest: [never, never]) => {
      asked.push(hostname);
      return turning(hostname, ...rest);
    }) as unknown as Resolve;
    agent = createGuardedAgent(true, find);
    const answer = await request(`http://cpo.example.com:${port}/`, { dispatcher: agent });
    expect([answer.statusCode, asked, reached]).toEqual([200, ["cpo.example.com"], 1]);
  });

  it.each(["127.0.0.1", "[::ffff:127.0.0.1]"])("does not talk to the literal %s", async (host) => {
    agent = createGuardedAgent(false);
    expect(await causeOf(`http://${host}:${port}/`)).toBeInstanceOf(AddressRefusedError);
    expect(reached).toBe(0);
  });

  it("reaches loopback where that is allowed", async () => {
    agent = createGuardedAgent(true);
    const answer = await request(`http://127.0.0.1:${port}/`, { dispatcher: agent });
    expect([answer.statusCode, reached]).toEqual([200, 1]);
  });
});
