import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { aMeter, aPayload, signedBy, signedData } from "@/testing/signed-meter";
import { safeFile } from "./safe-file";

interface Container {
  readonly values: {
    readonly value: {
      readonly signedData: { readonly "#text": string; readonly "@format": string };
      readonly publicKey: { readonly "#text": string };
    };
  };
}

function read(text: string): Container["values"]["value"] {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@" });
  return (parser.parse(text) as Container).values.value;
}

describe("the file for the transparency software", () => {
  it("holds the record letter by letter, with its key", () => {
    const meter = aMeter();
    const record = signedBy(meter, aPayload({ ID: 'a < b & "c"' }));
    const data = signedData(meter, Buffer.from(record).toString("base64"));
    const value = read(safeFile(data, "CDR-1"));
    expect(value.signedData).toMatchObject({ "#text": record, "@format": "OCMF" });
    expect(value.publicKey["#text"]).toBe(meter.publicKey);
  });

  it("passes on what we can't read as it came", () => {
    const signedValues = [{ nature: "End", plainData: "", signedData: "1b1b1b1b0101" }];
    const value = read(safeFile({ encodingMethod: "EDL40", signedValues }, "CDR-1"));
    expect(value.signedData).toMatchObject({ "@format": "EDL_40_P", "@encoding": "hex" });
    expect(value.signedData["#text"]).toBe("1b1b1b1b0101");
  });
});
