import { readFileSync } from "node:fs";
import { Verifier } from "@road-labs/ocmf";
import { Crypto } from "@road-labs/ocmf-crypto-noble";
import { describe, expect, it } from "vitest";
import type { SignedData } from "@/core/roaming/cdr";
import { checkSignedData } from "./check-signed-data";
import { METERING_TOOL } from "./meter-check";
import {
  alfenRecord,
  algorithms,
  aMeter,
  aPayload,
  billed,
  signedBy,
  signedData,
} from "@/testing/signed-meter";

const meter = aMeter();
const record = signedBy(meter, aPayload());
const data = signedData(meter, record);

function withValue(over: Partial<SignedData["signedValues"][number]>): SignedData {
  return { ...data, signedValues: [{ nature: "End", plainData: "", signedData: record, ...over }] };
}

describe("signed meter data", () => {
  it("are genuine where the signature fits and what is signed is billed", async () => {
    const check = await checkSignedData(data, billed);
    expect(check).toMatchObject({
      outcome: "genuine",
      encoding: "OCMF",
      meterId: "NSL-0042",
      start: { at: "2026-11-03T17:00:10.000Z", kwh: "100.25", clock: "synchronised" },
      end: { at: "2026-11-03T18:29:50.000Z", kwh: "112.595" },
      signedKwh: "12.345",
      billedKwh: "12.345",
      key: { curve: "secp256r1", source: "data" },
      notes: [],
    });
    expect(check.key?.fingerprint).toMatch(/^([\dA-F]{4} ){7}[\dA-F]{4}$/);
  });

  it.each(Object.keys(algorithms))("are checked by %s, as the library does", async (name) => {
    const other = aMeter(name);
    const own = signedBy(other, aPayload());
    expect((await checkSignedData(signedData(other, own), billed)).outcome).toBe("genuine");
    const forged = own.replace("112.595", "113.595");
    expect((await checkSignedData(signedData(other, forged), billed)).outcome).toBe("altered");
    const crypto = new Crypto();
    const key = await crypto.decodeEcPublicKey(Uint8Array.from(other.spki), "spki-der");
    const verified = async (text: string) =>
      (await new Verifier(crypto).parseAndVerify(text, key)).verified;
    expect([await verified(own), await verified(forged)]).toEqual([true, false]);
  });

  it("are altered where one letter differs, or another meter signed", async () => {
    const page = withValue({ signedData: record.replace("T17", "T18") });
    expect((await checkSignedData(page, billed)).outcome).toBe("altered");
    const other = { ...data, publicKey: aMeter().publicKey };
    expect((await checkSignedData(other, billed)).outcome).toBe("altered");
  });

  it("are altered where only one of two records is", async () => {
    const values = [{ nature: "Start", plainData: "", signedData: record }];
    const [value] = withValue({ signedData: record.replace("T17", "T18") }).signedValues;
    const both = { ...data, signedValues: value ? [...values, value] : [] };
    const check = await checkSignedData(both, billed);
    expect(check.outcome).toBe("altered");
    expect(check.values.map(({ state }) => state)).toEqual(["genuine", "altered"]);
  });

  it("cannot be checked without a key, or by a key of another curve", async () => {
    const { publicKey: _key, ...without } = data;
    expect((await checkSignedData(without, billed)).outcome).toBe("no_key");
    const other = { ...data, publicKey: aMeter("ECDSA-secp384r1-SHA256").publicKey };
    expect((await checkSignedData(other, billed)).outcome).toBe("no_key");
  });

  it("are told apart from none at all", async () => {
    expect((await checkSignedData(undefined, billed)).outcome).toBe("not_signed");
    expect(await checkSignedData({ ...data, signedValues: [] }, billed)).toMatchObject({
      outcome: "not_signed",
      values: [],
    });
  });

  it.each([
    ["base64", (text: string) => Buffer.from(text).toString("base64")],
    ["hexadecimal", (text: string) => Buffer.from(text).toString("hex")],
    ["text with space around it", (text: string) => `\n${text} `],
  ])("are read as %s", async (_name, encode) => {
    const check = await checkSignedData(withValue({ signedData: encode(record) }), billed);
    expect(check.outcome).toBe("genuine");
  });

  it("are read where payload and signature come apart", async () => {
    const [, payload = "", seal = ""] = record.split("|");
    const check = await checkSignedData(
      withValue({ plainData: payload, signedData: Buffer.from(seal).toString("base64") }),
      billed,
    );
    expect(check.outcome).toBe("genuine");
  });

  it("do not take the word of what stands beside the signature", async () => {
    const plainData = record.replace("112.595", "999.595");
    const check = await checkSignedData(withValue({ plainData }), billed);
    expect(check).toMatchObject({ outcome: "genuine", signedKwh: "12.345" });
  });

  it.each([
    ["hexadecimal", meter.spki.toString("hex").toUpperCase()],
    ["a bare point", meter.spki.subarray(-65).toString("base64")],
    ["base64 of hexadecimal", Buffer.from(meter.spki.toString("hex")).toString("base64")],
    ["PEM", `-----BEGIN PUBLIC KEY-----\n${meter.publicKey}\n-----END PUBLIC KEY-----`],
  ])("take a key as %s", async (_name, publicKey) => {
    const check = await checkSignedData({ ...data, publicKey }, billed);
    expect(check.outcome).toBe("genuine");
  });

  it("are checked at both ends where there are very many, and that is said", async () => {
    const many = Array.from({ length: 260 }, () => data.signedValues).flat();
    const check = await checkSignedData({ ...data, signedValues: many }, billed);
    expect(check).toMatchObject({ outcome: "genuine", notes: ["partly_checked"] });
    expect(check.values).toHaveLength(200);
  });

  it("name the version of the library that is installed", () => {
    const file = "node_modules/@road-labs/ocmf-crypto-noble/package.json";
    const { name, version } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    expect(METERING_TOOL).toBe(`${name} ${version}`);
  });
});

describe("what is signed and what is billed", () => {
  it("are the same where the bill only leaves out digits", async () => {
    const of = async (energy: bigint) =>
      (await checkSignedData(data, { ...billed, energy })).outcome;
    expect(await of(12_345_600n)).toBe("genuine");
    expect(await of(12_340_000n)).toBe("genuine");
    expect(await of(12_346_000n)).toBe("other_energy");
    expect(await of(12_360_000n)).toBe("other_energy");
    expect(await of(13_000_000n)).toBe("other_energy");
  });

  it("differ where the record is of another time", async () => {
    const dayMs = 86_400_000;
    const later = {
      ...billed,
      startedAtMs: billed.startedAtMs + dayMs,
      endedAtMs: billed.endedAtMs + dayMs,
    };
    expect(await checkSignedData(data, later)).toMatchObject({
      outcome: "other_energy",
      notes: ["energy_time"],
    });
  });

  it("differ where two meters signed", async () => {
    const other = signedBy(meter, aPayload({ MS: "NSL-0043" }));
    const [value] = withValue({ signedData: other }).signedValues;
    const both = { ...data, signedValues: value ? [...data.signedValues, value] : [] };
    const check = await checkSignedData(both, billed);
    expect(check.outcome).toBe("other_energy");
    expect(check.notes).toContain("several_meters");
  });

  it("are said to be of another meter than the operator names, and of a meter that reports a fault", async () => {
    const faulty = aPayload().replace('"ST":"G"', '"ST":"F"');
    const check = await checkSignedData(signedData(meter, signedBy(meter, faulty)), {
      ...billed,
      meterId: "A-1",
    });
    expect(check).toMatchObject({ outcome: "genuine", notes: ["other_meter", "meter_fault"] });
  });

  it("are compared on the register that was billed, never on exported energy", async () => {
    const reading = { TM: "2026-11-03T18:00:10,000+0100 S", RU: "kWh", ST: "G" };
    const payload = JSON.stringify({
      MS: "NSL-0042",
      RD: [
        { ...reading, TX: "B", RI: "01-00:B0.08.00*FF", RV: 100 },
        { RI: "01-00:C0.08.00*FF", RV: 3 },
        { RI: "01-00:B3.08.00*FF", RV: 0 },
        { TX: "E", RI: "01-00:B0.08.00*FF", RV: 112.5 },
        { RI: "01-00:C0.08.00*FF", RV: 9 },
        { RI: "01-00:B3.08.00*FF", RV: 12.345 },
        { RI: "01-00:00.08.06*FF", RU: "sec", RV: 5_400 },
      ],
    });
    const check = await checkSignedData(signedData(meter, signedBy(meter, payload)), billed);
    expect(check).toMatchObject({
      outcome: "genuine",
      signedKwh: "12.345",
      end: { register: "01-00:B3.08.00*FF" },
    });
  });
});

describe("what can't be read", () => {
  it.each([
    ["EDL40 E-Mobility Extension", "EDL40"],
    ["EDL40 Mennekes", "EDL40 Mennekes"],
    ["ISA-EDL-40P", "ISA-EDL-40P"],
    ["Something of one maker", "Something of one maker"],
  ])("is named and left whole: %s", async (encodingMethod, encoding) => {
    const sml = { ...withValue({ signedData: "1b1b1b1b01010101" }), encodingMethod };
    const check = await checkSignedData(sml, billed);
    expect(check).toMatchObject({ outcome: "unreadable", encoding });
    expect(check.values.map(({ problem }) => problem)).toEqual(["encoding"]);
  });

  it.each([
    ["OCMF|{}", "form"],
    ["OCMF||{}", "form"],
    ["OCMF|{|{}", "form"],
    ['OCMF|{"RD":[{"RV":"many","RU":"kWh"}]}|{"SD":"00"}', "form"],
    [record.replace("ECDSA-secp256r1-SHA256", "RSA-2048-SHA256"), "algorithm"],
    [record.replace(/"SD":"\w+"/, '"SD":"xyz"'), "signature"],
    [record.replace(/"SD":"\w{6}/, '"SD":"310203'), "signature"],
  ])("says why: %s", async (text, problem) => {
    const check = await checkSignedData(withValue({ signedData: text }), billed);
    expect(check.outcome).toBe("unreadable");
    expect(check.values[0]?.problem).toBe(problem);
  });
});

describe("a record of an Alfen station", () => {
  const alfen = aMeter("ECDSA-secp192r1-SHA256");
  const at = { start: "2026-11-03T17:00:10Z", end: "2026-11-03T18:29:50Z" };
  const start = alfenRecord(alfen, { type: 0, wattHours: 100_250n, at: at.start });
  const end = alfenRecord(alfen, { type: 1, wattHours: 112_595n, at: at.end });
  const dataOf = (...records: string[]): SignedData => ({
    encodingMethod: "Alfen Eichrecht",
    signedValues: records.map((one) => ({ nature: "", plainData: "", signedData: one })),
  });

  it("brings its key, and is read and checked", async () => {
    const check = await checkSignedData(dataOf(start, end), { ...billed, meterId: null });
    expect(check).toMatchObject({
      outcome: "genuine",
      encoding: "Alfen Eichrecht",
      meterId: "0A01445A470033000140",
      signedKwh: "12.345",
      start: { at: "2026-11-03T17:00:10.000Z", kwh: "100.25" },
      key: { curve: "secp192r1", source: "record" },
    });
  });

  it("is altered where its data are another's", async () => {
    const [, , , , others] = start.split(";");
    const forged = end
      .split(";")
      .with(4, others ?? "")
      .join(";");
    expect((await checkSignedData(dataOf(start, forged), billed)).outcome).toBe("altered");
  });
});
