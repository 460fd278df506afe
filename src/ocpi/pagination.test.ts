import { describe, expect, it } from "vitest";
import { pageHeaders, readPageRequest } from "./pagination";

const read = (query: string) => readPageRequest(new URLSearchParams(query));

describe("readPageRequest", () => {
  it("starts at 0 with 100 when nothing is asked, and cuts what is above 1000", () => {
    expect(read("")).toMatchObject({ ok: true, value: { offset: 0, limit: 100 } });
    expect(read("limit=2000&offset=7")).toMatchObject({ value: { offset: 7, limit: 1000 } });
  });

  it.each([
    "2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05",
    "2026-01-02T04:04:05%2B01:00",
    "2026-01-02T04:04:05+01:00",
    "2026-01-02 03:04:05",
  ])("reads date_from=%s as the same instant", (text) => {
    const page = read(`date_from=${text}`);
    expect(page.ok && page.value.from?.toString()).toBe("2026-01-02T03:04:05Z");
  });

  it("reads a bare date as its first instant in UTC, and an empty one as none", () => {
    const page = read("date_from=2026-01-02&date_to=");
    expect(page.ok && page.value.from?.toString()).toBe("2026-01-02T00:00:00Z");
    expect(page.ok && page.value.to).toBeUndefined();
  });

  it.each([
    "limit=0",
    "limit=1e3",
    "limit=NaN",
    "offset=-1",
    "date_to=x",
    "offset=99999999999",
    "date_from=-271821-04-20T00:00:00Z",
    "date_from=0000-01-01T00:00:00Z",
    "date_to=%2B275760-09-13T00:00:00Z",
  ])("refuses %s", (query) => {
    expect(read(query).ok).toBe(false);
  });
});

describe("pageHeaders", () => {
  const page = (query: string, total: number) => {
    const params = new URLSearchParams(query);
    const request = readPageRequest(params);
    if (!request.ok) throw new Error(request.reason);
    const publicUrl = "https://kvitt.example/ocpi/2.2.1/sender/tokens";
    return pageHeaders({ publicUrl, query: params, request: request.value, total });
  };

  it("links on while there is more, and not on the last page", () => {
    expect(page("limit=2", 3)["Link"]).toContain("offset=2&limit=2");
    expect(page("limit=3", 3)["Link"]).toBeUndefined();
    expect(page("offset=9", 3)["Link"]).toBeUndefined();
  });

  it("links with the limit that was really used", () => {
    expect(page("limit=5000", 3000)["Link"]).toContain("limit=1000");
  });

  it("states the most that can be asked for, not what was given", () => {
    expect(page("limit=2", 3)).toMatchObject({ "X-Limit": "1000", "X-Total-Count": "3" });
  });
});
