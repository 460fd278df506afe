import type { Image } from "@/core/roaming/party";

const SHOWN = ["CHARGER", "ENTRANCE", "LOCATION", "OTHER"] as const;
const TYPES = new Set(["jpg", "jpeg", "png", "gif", "webp"]);
const MOST = 8;

/** A picture of a place on its operator's server. */
export interface PlacePicture {
  readonly url: string;
  readonly category: (typeof SHOWN)[number];
}

/**
 * The pictures of a place that can be shown: of the place itself (no marks of firms), fetched by https only, each once, at
 * most eight. OCPI mod_locations, Image.
 */
export function placePictures(images: readonly Image[]): readonly PlacePicture[] {
  const pictures = images.flatMap(({ url, category, type }): PlacePicture[] => {
    const shown = SHOWN.find((one) => one === category);
    const safe = safeUrl(url);
    return shown && safe && TYPES.has(type.toLowerCase()) ? [{ url: safe, category: shown }] : [];
  });
  return [...new Map(pictures.map((picture) => [picture.url, picture])).values()].slice(0, MOST);
}

function safeUrl(text: string): string | null {
  const url = URL.parse(text);
  if (url?.protocol !== "https:" || url.username !== "" || url.password !== "") return null;
  return url.href;
}
