import { Client } from "undici";
import { answerParent } from "./children";
import { type Poster, cdrId, cdrText, ID_TO_COME } from "./world";

/** What a load came to, seen from the caller. */
export interface Load {
  readonly seconds: number;
  readonly latenciesMs: number[];
  readonly failed: number;
}

interface Request {
  readonly path: string;
  readonly token: string;
  readonly body: string;
}

async function post(client: Client, { path, token, body }: Request): Promise<number> {
  const answer = await client.request({
    path: `/ocpi/2.2.1/${path}`,
    method: "POST",
    headers: {
      authorization: `Token ${Buffer.from(token).toString("base64")}`,
      "content-type": "application/json",
    },
    body,
  });
  await answer.body.dump();
  return answer.statusCode;
}

/** Posts CDRs on one connection for each poster, each one when the one before is answered. */
export async function postCdrs(
  port: number,
  posters: readonly Poster[],
  seconds: number,
): Promise<Load> {
  const latenciesMs: number[] = [];
  let failed = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const one = async ({ partyId, token }: Poster) => {
    const client = new Client(`http://127.0.0.1:${port}`);
    const text = cdrText(partyId);
    for (let from = performance.now(); from < end; from = performance.now()) {
      const body = text.replaceAll(ID_TO_COME, cdrId("H"));
      const status = await post(client, { path: "receiver/cdrs", token, body });
      if (status === 201) latenciesMs.push(performance.now() - from);
      else failed++;
    }
    await client.close();
  };
  await Promise.all(posters.map(one));
  return { seconds: (performance.now() - start) / 1000, latenciesMs, failed };
}

const ASK_CONNECTIONS = 16;

/**
 * Asks for authorizations at an even rate whatever the answers take; each is timed from when it was due, so
 * that a wait of one is not hidden by asking fewer. Answers how long to ask.
 */
export function askAuthorizations(port: number, token: string, rest: readonly string[]): void {
  const [tokenUid = "", rate = "1"] = rest;
  const clients = Array.from(
    { length: ASK_CONNECTIONS },
    () => new Client(`http://127.0.0.1:${port}`),
  );
  const path = `sender/tokens/${tokenUid}/authorize`;
  answerParent(async (seconds) => {
    const latenciesMs: number[] = [];
    const waiting: Promise<void>[] = [];
    let failed = 0;
    const start = performance.now();
    const total = Math.floor(Number(seconds) * Number(rate));
    const ask = async (index: number, due: number) => {
      const client = clients[index % clients.length];
      const status = client && (await post(client, { path, token, body: "" }));
      if (status === 200) latenciesMs.push(performance.now() - due);
      else failed++;
    };
    for (let asked = 0; asked < total;) {
      const due = start + (asked * 1000) / Number(rate);
      const left = due - performance.now();
      if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
      else waiting.push(ask(asked++, due));
    }
    await Promise.all(waiting);
    return { seconds: (performance.now() - start) / 1000, latenciesMs, failed };
  });
}
