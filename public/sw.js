/// <reference lib="webworker" />
// What Kvitt does in a browser while no page of it is open. Each part is one function; the listeners stand at the end.

/** @type {unknown} */
const scope = globalThis;
const worker = /** @type {ServiceWorkerGlobalScope} */ (scope);

const FALLBACK = { title: "Kvitt", body: "", url: "/", tag: "kvitt" };

/**
 * The text of a push. A browser must show something for each, whatever came.
 * @param {PushEvent} event
 * @returns {typeof FALLBACK}
 */
function readPush(event) {
  try {
    const text = /** @type {Partial<typeof FALLBACK> | undefined} */ (event.data?.json());
    return { ...FALLBACK, ...text };
  } catch {
    return FALLBACK;
  }
}

/** @param {PushEvent} event */
function showPush(event) {
  const { title, body, url, tag } = readPush(event);
  return worker.registration.showNotification(title, { body, tag, data: url });
}

/**
 * Opens the page that a notice speaks of: in the tab that shows it already, else in a new one. Only pages of ours.
 * @param {NotificationEvent} event
 */
async function openPage(event) {
  const asked = new URL(String(event.notification.data ?? "/"), worker.location.origin);
  const isOurs = asked.origin === worker.location.origin;
  const address = isOurs ? asked.href : worker.location.origin;
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tab = tabs.find((one) => one.url === address);
  return tab ? tab.focus() : worker.clients.openWindow(address);
}

// What can be read without a network: charges, invoices, credit notes and receipts that were opened here, and the program
// they are shown with. Nothing of it is kept once somebody is asked to sign in.
const PROGRAM = "kvitt-program-1";
const PAGES = "kvitt-pages-1";
const MOST_PAGES = 80;
const KEPT =
  /^\/(?:(?:sessions|invoices|credit-notes)\/[0-9a-f-]{36}(?:\/[\w.-]+)?|receipts|invoices|sessions)\/?$/;
const OFFLINE = "/offline";

/** @param {string} cacheName @param {RequestInfo} request @param {Response} response */
async function keep(cacheName, request, response) {
  const cache = await caches.open(cacheName);
  await cache.put(request, response);
}

async function forgetOldPages() {
  const cache = await caches.open(PAGES);
  const keys = await cache.keys();
  // In the order they were kept.
  await Promise.all(keys.slice(0, -MOST_PAGES).map((key) => cache.delete(key)));
}

/** @param {Request} request */
async function readProgram(request) {
  const known = await caches.match(request, { cacheName: PROGRAM });
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await keep(PROGRAM, request, response.clone());
  return response;
}

/**
 * The page from the network; without one as it was last read here, else what says so.
 * @param {Request} request
 */
async function readPage(request) {
  const { pathname } = new URL(request.url);
  try {
    const response = await fetch(request);
    await noteAnswer(pathname, response.clone());
    return response;
  } catch (error) {
    const kept = await caches.match(pathname, { cacheName: PAGES });
    if (kept) return kept;
    const offline = await offlinePage();
    if (offline) return offline;
    throw error;
  }
}

/** @param {string} pathname @param {Response} response */
async function noteAnswer(pathname, response) {
  if (new URL(response.url).pathname.startsWith("/sign-in")) {
    await caches.delete(PAGES);
    return;
  }
  if (!response.ok || response.redirected || !KEPT.test(pathname)) return;
  const cache = await caches.open(PAGES);
  await cache.delete(pathname);
  await cache.put(pathname, response);
  await forgetOldPages();
}

/** The page that says there is no network, with links to what was kept. */
async function offlinePage() {
  const page = await caches.match(OFFLINE, { cacheName: PROGRAM });
  if (!page) return undefined;
  const html = await page.text();
  const cache = await caches.open(PAGES);
  /** @type {string[]} */
  const kept = [];
  for (const key of await cache.keys()) {
    const { pathname } = new URL(key.url);
    const text = await (await cache.match(key))?.text();
    const [, title = pathname] = /<title>([^<]*)<\/title>/.exec(text ?? "") ?? [];
    // The newest first.
    kept.unshift(`<li><a href="${pathname}">${title}</a></li>`);
  }
  const list = kept.length === 0 ? "" : `<ul>${kept.join("")}</ul>`;
  return new Response(html.replace("<!--kept-->", list), {
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}

/** Pages that the program opens by itself come in pieces: the whole page is read once more, to be kept. @param {string} pathname */
async function keepWhole(pathname) {
  try {
    await noteAnswer(pathname, await fetch(pathname, { credentials: "same-origin" }));
  } catch {
    // Another time: it is only kept for later.
  }
}

/** @param {FetchEvent} event */
function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (url.pathname.startsWith("/_next/static/")) event.respondWith(readProgram(request));
  else if (request.mode === "navigate") event.respondWith(readPage(request));
  else if (
    url.searchParams.has("_rsc") &&
    KEPT.test(url.pathname) &&
    !request.headers.has("next-router-prefetch")
  ) {
    event.waitUntil(keepWhole(url.pathname));
  }
}

async function begin() {
  await keep(PROGRAM, OFFLINE, await fetch(OFFLINE));
  await worker.skipWaiting();
}

/** What an earlier worker kept under another name goes. */
async function tidy() {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name !== PROGRAM && name !== PAGES).map((name) => caches.delete(name)),
  );
  await worker.clients.claim();
}

worker.addEventListener("install", (event) => {
  event.waitUntil(begin());
});
worker.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});
worker.addEventListener("fetch", answer);
worker.addEventListener("push", (event) => {
  event.waitUntil(showPush(event));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event));
});
