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

worker.addEventListener("push", (event) => {
  event.waitUntil(showPush(event));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event));
});
