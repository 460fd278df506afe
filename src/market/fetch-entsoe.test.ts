import { describe, expect, it } from "vitest";
import { fetchEntsoe, type EntsoeRequest } from "./fetch-entsoe";

const TOKEN = "12345678-secret";
const at = (text: string) => Temporal.Instant.from(text);
const PRICES: EntsoeRequest = {
  zone: "SE3",
  quantity: "price",
  from: at("2026-11-22T23:00Z"),
  until: at("2026-11-23T23:00Z"),
};

const answering = (answer: Response | Error) => {
  const asked: { address: string; init: RequestInit }[] = [];
  const access = {
    token: TOKEN,
    allowLoopback: false,
    fetch: (address: string, init: RequestInit) => {
      asked.push({ address, init });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  return { access, asked };
};

describe("asking the Transparency Platform", () => {
  it("for prices names document type, zone and minutes in UTC, and follows no redirect", async () => {
    const { access, asked } = answering(new Response("<Publication_MarketDocument/>"));
    const answer = await fetchEntsoe(access, PRICES);
    expect(answer.ok && new TextDecoder().decode(answer.value)).toBe(
      "<Publication_MarketDocument/>",
    );
    const url = new URL(asked[0]?.address ?? "");
    expect(url.origin + url.pathname).toBe("https://web-api.tp.entsoe.eu/api");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      securityToken: TOKEN,
      documentType: "A44",
      in_Domain: "10Y1001A1001A46L",
      out_Domain: "10Y1001A1001A46L",
      periodStart: "202611222300",
      periodEnd: "202611232300",
    });
    expect(asked[0]?.init.redirect).toBe("error");
  });

  it("for production asks for what was really produced, by type", async () => {
    const { access, asked } = answering(new Response("<GL_MarketDocument/>"));
    await fetchEntsoe(access, { ...PRICES, quantity: "carbon" });
    const query = new URL(asked[0]?.address ?? "").searchParams;
    expect([query.get("documentType"), query.get("processType")]).toEqual(["A75", "A16"]);
    expect(query.has("out_Domain")).toBe(false);
  });

  it("gives a refusal in XML to be read, whatever its status", async () => {
    const refusal = "<Acknowledgement_MarketDocument><Reason/></Acknowledgement_MarketDocument>";
    const { access } = answering(new Response(refusal, { status: 400 }));
    expect(await fetchEntsoe(access, PRICES)).toMatchObject({ ok: true });
  });

  it.each([
    [new Response("busy", { status: 429 }), { reason: "429 too many requests", isBusy: true }],
    [new Response("<html/>", { status: 503 }), { reason: "HTTP 503", isBusy: false }],
    [new Response("PK\u0003\u0004"), { reason: "HTTP 200", isBusy: false }],
  ])("tells what came instead of a document", async (response, reason) => {
    expect(await fetchEntsoe(answering(response).access, PRICES)).toEqual({ ok: false, reason });
  });

  it("never repeats its token in an error", async () => {
    const error = new Error("fetch failed", {
      cause: new Error(`connect to https://x/?securityToken=${TOKEN}`),
    });
    expect(await fetchEntsoe(answering(error).access, PRICES)).toEqual({
      ok: false,
      reason: { reason: "fetch failed: connect to https://x/?securityToken=…", isBusy: false },
    });
  });

  it("sends its token over https only, or to this machine where that is allowed", async () => {
    const { access, asked } = answering(new Response("<x/>"));
    const ask = (base: string, allowLoopback: boolean) =>
      fetchEntsoe({ ...access, base, allowLoopback }, PRICES);
    expect(await ask("http://web-api.tp.entsoe.eu/api", true)).toMatchObject({ ok: false });
    expect(await ask("http://127.0.0.1:4000/api", false)).toMatchObject({ ok: false });
    expect(await ask("https://me:pass@web-api.tp.entsoe.eu/api", true)).toMatchObject({
      ok: false,
    });
    expect(asked).toEqual([]);
    expect(await ask("http://127.0.0.1:4000/api", true)).toMatchObject({ ok: true });
  });

  it("does not read without end", async () => {
    const chunk = new Uint8Array(1024 * 1024);
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(chunk);
      },
    });
    expect(await fetchEntsoe(answering(new Response(endless)).access, PRICES)).toMatchObject({
      ok: false,
      reason: { reason: "more than 16777216 bytes" },
    });
  });
});
