/** What the service worker's stores of read pages are called, whatever their number. */
const PAGES = "kvitt-pages-";

/** Deletes the pages that the service worker kept; the program that shows them stays. */
export async function forgetKept(caches: Pick<CacheStorage, "keys" | "delete">): Promise<void> {
  const names = await caches.keys();
  const kept = names.filter((name) => name.startsWith(PAGES));
  await Promise.all(kept.map((name) => caches.delete(name)));
}
