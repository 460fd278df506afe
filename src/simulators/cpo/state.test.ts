import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openState } from "./state";
import { temporaryFolder } from "./test-run";

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

describe("openState", () => {
  it("goes on with a registration from before there was a choice of versions, as one for 2.2.1", () => {
    const before = {
      registration: { role: "SENDER", theirToken: "C", ourToken: "B", endpoints: [], roles: [] },
      pendingOurToken: null,
      sessionsNumbered: 7,
      livePlayed: 3,
      hasHistory: true,
    };
    writeFileSync(join(folder.path, "progress.json"), JSON.stringify(before));
    expect(openState(folder.path).progress.value).toMatchObject({
      registration: { version: "2.2.1", theirToken: "C" },
      sessionsNumbered: 7,
    });
    expect(openState(folder.path).progress.value.registration?.version).toBe("2.2.1");
  });

  it("forgets what is removed, after a restart too", () => {
    const { reservations } = openState(folder.path);
    const place = { locationId: "L", evseUid: "E", expiresMs: 1, responseUrl: "http://127.0.0.1/" };
    const token = { country_code: "SE", party_id: "KVT", uid: "1", type: "RFID", contract_id: "C" };
    reservations.save("A/1", { order: 1, id: "A/1", token, ...place });
    expect(openState(folder.path).reservations.get("A/1")).toMatchObject({ evseUid: "E" });
    reservations.remove("A/1");
    expect(openState(folder.path).reservations.all()).toEqual([]);
  });
});
