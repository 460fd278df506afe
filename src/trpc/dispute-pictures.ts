import type { NewPicture } from "@/services/charge-disputes/store-pictures";

/** Pictures as services take them, from their base64. What they are, services look at. */
export function readPictures(base64: readonly string[]): NewPicture[] {
  return base64.map((text) => ({ content: Uint8Array.from(Buffer.from(text, "base64")) }));
}
