import { describe, expect, it } from "vitest";
import { readStockList } from "./read-stock-list";

describe("a maker's list of cards", () => {
  it("is read with its heading, in any of the usual forms", () => {
    const text =
      "\uFEFFCard;UID\r\nKVT-0001 0001;04:A2:B9:1C:5E:61:80\r\nKVT-0001 0002,04f7731a9b2c80\n\nKVT-3\t04F7731A\n";
    expect(readStockList(text)).toEqual({
      cards: [
        { visualNumber: "KVT-0001 0001", uid: "04A2B91C5E6180" },
        { visualNumber: "KVT-0001 0002", uid: "04F7731A9B2C80" },
        { visualNumber: "KVT-3", uid: "04F7731A" },
      ],
      problems: [],
    });
  });

  it("names each line that can't be used, and keeps the others", () => {
    const list = readStockList(
      "KVT-0001;04A2B91C5E6180\nKVT-0002\nKVT-0003;XYZ\n1;04A2B91C5E6181\nkvt 0001;04A2B91C5E6182\nKVT-9;04A2B91C5E6180\nKVT-8;04A2B91C5E6189",
    );
    expect(list.cards.map(({ visualNumber }) => visualNumber)).toEqual(["KVT-0001", "KVT-8"]);
    expect(list.problems.map(({ line, problem }) => [line, problem])).toEqual([
      [2, "columns"],
      [3, "uid"],
      [4, "number"],
      [5, "twice"],
      [6, "twice"],
    ]);
  });
});
