import { useCallback, useEffect, useState } from "react";

/** What this browser can do and does. looking: nothing is known before its script runs. */
export type PushState = "looking" | "unsupported" | "denied" | "off" | "renew" | "on";

const WORKER = "/sw.js";

/** A browser's own subscription, as it is handed in (base64url). */
export interface OwnSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function isSupported(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

function isMadeWith(subscription: PushSubscription, pushKey: string): boolean {
  const { applicationServerKey: key } = subscription.options;
  return key !== null && toBase64Url(key) === pushKey;
}

function toBase64Url(bytes: ArrayBuffer): string {
  return btoa(String.fromCodePoint(...new Uint8Array(bytes)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function ownOf(subscription: PushSubscription): OwnSubscription | null {
  const [p256dh, auth] = [subscription.getKey("p256dh"), subscription.getKey("auth")];
  if (!p256dh || !auth) return null;
  return {
    endpoint: subscription.endpoint,
    p256dh: toBase64Url(p256dh),
    auth: toBase64Url(auth),
  };
}

async function findState(
  pushKey: string,
  known: readonly string[],
): Promise<{ readonly state: PushState; readonly endpoint: string | null }> {
  if (!isSupported()) return { state: "unsupported", endpoint: null };
  const subscription = await current();
  const endpoint = subscription?.endpoint ?? null;
  if (Notification.permission === "denied") return { state: "denied", endpoint };
  if (!subscription || !known.includes(subscription.endpoint)) return { state: "off", endpoint };
  return { state: isMadeWith(subscription, pushKey) ? "on" : "renew", endpoint };
}

/**
 * Whether this browser is told, and how to switch that. Nothing is asked of the person before `turnOn`, which must be
 * called by a press. `known`: the endpoints that are on our list.
 */
export function usePush(pushKey: string, known: readonly string[]) {
  const [state, setState] = useState<PushState>("looking");
  const [endpoint, setEndpoint] = useState<string | null>(null);
  useEffect(() => {
    let isLeft = false;
    findState(pushKey, known)
      .catch(() => ({ state: "unsupported" as const, endpoint: null }))
      .then((found) => {
        if (isLeft) return;
        setState(found.state);
        setEndpoint(found.endpoint);
      })
      .catch(() => undefined);
    return () => {
      isLeft = true;
    };
  }, [pushKey, known]);
  const turnOn = useCallback(async (): Promise<OwnSubscription | null> => {
    const permission = await Notification.requestPermission();
    if (permission !== "granted") {
      setState(permission === "denied" ? "denied" : "off");
      return null;
    }
    const registration = await navigator.serviceWorker.register(WORKER);
    await navigator.serviceWorker.ready;
    const old = await registration.pushManager.getSubscription();
    if (old && !isMadeWith(old, pushKey)) await old.unsubscribe();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: pushKey,
    });
    setEndpoint(subscription.endpoint);
    return ownOf(subscription);
  }, [pushKey]);
  const turnOff = useCallback(async (): Promise<string | null> => {
    const subscription = await current();
    await subscription?.unsubscribe();
    return subscription?.endpoint ?? null;
  }, []);
  return { state, endpoint, turnOn, turnOff };
}
