import { readFile } from "node:fs/promises";
import path from "node:path";

const FILE = "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs";

/** The part of the map library that works beside the page, from our own origin. Its address carries the version. */
export async function GET(): Promise<Response> {
  const script = await readFile(path.join(/* turbopackIgnore: true */ process.cwd(), FILE));
  return new Response(script, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}
