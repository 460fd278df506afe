/** What a picture may be. */
export type PictureType = "image/jpeg" | "image/png" | "image/webp";

/** The most bytes of a picture, and the most pictures that one side adds to a dispute. */
export const MOST_PICTURE_BYTES = 5_000_000;
export const MOST_PICTURES = 5;

const ENDINGS: Readonly<Record<PictureType, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
};

/** What a file is by its first bytes, whatever it is called; null for anything that is no such picture. */
export function pictureTypeOf(content: Uint8Array): PictureType | null {
  if (startsWith(content, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (startsWith(content, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  const isWebp =
    startsWith(content, [0x52, 0x49, 0x46, 0x46]) &&
    startsWith(content.subarray(8), [0x57, 0x45, 0x42, 0x50]);
  return isWebp ? "image/webp" : null;
}

/** The ending of a picture's file name. */
export function endingOf(mediaType: string): string {
  return ENDINGS[mediaType as PictureType] ?? "bin";
}

function startsWith(content: Uint8Array, bytes: readonly number[]): boolean {
  return content.length >= bytes.length && bytes.every((byte, at) => content[at] === byte);
}
