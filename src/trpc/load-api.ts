import type { browserApi } from "./browser-api";

/**
 * The API for the few parts of a page that stand outside a `Room`: fetched when it is first asked, so that a page
 * that only shows something does not send it along. Rejects where the network is out of reach.
 */
export async function loadApi(): Promise<typeof browserApi> {
  return (await import("./browser-api")).browserApi;
}
