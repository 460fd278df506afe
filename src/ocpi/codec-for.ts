import type { OcpiCodec } from "./codec";
import { codec211 } from "./v2_1_1/codec";
import { codec221 } from "./v2_2_1/codec";
import { codec230 } from "./v2_3_0/codec";

/** The codecs by version, the highest first. */
export const codecs: readonly OcpiCodec[] = [codec230, codec221, codec211];

// Some partners write the versions without the last number, and mean its latest.
const SPELLINGS: Readonly<Record<string, string>> = {
  "2.1": "2.1.1",
  "2.2": "2.2.1",
  "2.3": "2.3.0",
};

/** The codec of a version as a partner spells it ("2.2" is 2.2.1); null for one that we don't speak. */
export function codecFor(version: string): OcpiCodec | null {
  const name = version.trim();
  const wanted = SPELLINGS[name] ?? name;
  return codecs.find((codec) => codec.version === wanted) ?? null;
}
