import { describe, expect, it } from "vitest";
import { PAGE_LIMIT, paginate } from "./pagination";

const URL_OF_LIST = "http://127.0.0.1:9/ocpi/2.2.1/sender/cdrs";
const objects = Array.from({ length: 60 }, (_, index) => ({
  id: index,
  last_updated: `2026-10-${String((index % 28) + 1).padStart(2, "0")}T00:00:00Z`,
}));

function page(query: string) {
  return paginate(objects, new URLSearchParams(query), URL_OF_LIST);
}

function fullPage(query: string) {
  const answer = page(query);
  if (!answer.ok) throw new Error(`no page for ${query}`);
  return answer;
}

describe("paginate", () => {
  it("leads through every object once by following Link", () => {
    const seen: object[] = [];
    for (let query: string | undefined = ""; query !== undefined;) {
      const { objects: found, headers } = fullPage(query);
      seen.push(...found);
      query = headers["Link"]?.match(/<[^?]+\?(?<query>[^>]+)>; rel="next"/u)?.groups?.["query"];
    }
    expect(seen).toEqual(objects);
  });

  it("caps the limit and says so", () => {
    const { objects: found, headers } = fullPage("limit=2000");
    expect(found).toHaveLength(PAGE_LIMIT);
    expect(headers).toMatchObject({ "X-Limit": String(PAGE_LIMIT), "X-Total-Count": "60" });
  });

  it("counts date_from in and date_to out, and keeps both in the link", () => {
    const { objects: found, headers } = fullPage(
      "date_from=2026-10-02T00:00:00Z&date_to=2026-10-04T00:00:00Z&limit=2",
    );
    expect(found.map(({ last_updated: at }) => at.slice(8, 10))).toEqual(["02", "03"]);
    expect(headers["X-Total-Count"]).toBe("6");
    expect(headers["Link"]).toContain("date_from=2026-10-02T00%3A00%3A00Z");
  });

  it("has no link on the last page and an empty page beyond the end", () => {
    expect(fullPage("offset=50").headers["Link"]).toBeUndefined();
    expect(fullPage("offset=900").objects).toEqual([]);
  });

  it.each(["offset=-1", "limit=abc", "limit=0", "date_from=yesterday"])(
    "answers %s with 2001",
    (query) => {
      expect(page(query)).toMatchObject({ ok: false, reply: { http: 200, code: 2001 } });
    },
  );
});
