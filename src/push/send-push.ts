import { type Agent, request as send } from "undici";
import webPush from "web-push";
import { type NoticeKind, topicOf, topics } from "@/core/notices/topics";
import { isAllowedUrl } from "@/ocpi/senders/allowed-address";
import { AddressRefusedError, createGuardedAgent } from "@/ocpi/senders/guarded-agent";
import type { VapidKeys } from "./vapid-keys";

/** How we reach push services. */
export interface PushRoute {
  readonly keys: VapidKeys;
  /** Whom a push service writes to about our pushes: a mailto or https address (RFC 8292, 2.1). */
  readonly subject: string;
  /** A push service on this machine may be called (development, demo and tests). */
  readonly allowLoopback: boolean;
}

/** A browser's address and keys (W3C Push API). */
export interface PushAddress {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** What a browser shows; a click opens `url`. `tag`: a later one of the same tag takes its place. */
export interface PushText {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  readonly tag: string;
}

/** A text, how long it may wait at the push service (seconds), and what it tells of. */
export interface PushMessage {
  readonly kind: NoticeKind;
  readonly text: PushText;
  readonly seconds: number;
}

/** What came of it. gone: the browser has taken its leave, forget it. refused: never to be tried again. */
export type PushResult =
  | { readonly outcome: "sent" }
  | { readonly outcome: "gone" | "refused" | "failed"; readonly why: string };

const ANSWER_MS = 15_000;
// Push services take 4096 bytes sealed (RFC 8030, 7.2); German letters take two.
const MOST_LETTERS = 1_000;

const agents = new Map<boolean, Agent>();

function agentFor(allowLoopback: boolean): Agent {
  const found = agents.get(allowLoopback) ?? createGuardedAgent(allowLoopback);
  agents.set(allowLoopback, found);
  return found;
}

/** Closes the connections to push services; for the end of a process. */
export async function closePushConnections(): Promise<void> {
  const open = [...agents.values()];
  agents.clear();
  await Promise.all(open.map((agent) => agent.close()));
}

/**
 * Seals a text for one browser (RFC 8291) and hands it to its push service (RFC 8030), signed as ours (RFC 8292). The
 * endpoint came from a browser: it is called like any stranger's address, over https, never in a private network. Never
 * throws.
 */
export async function sendPush(
  route: PushRoute,
  to: PushAddress,
  message: PushMessage,
): Promise<PushResult> {
  const url = URL.parse(to.endpoint);
  if (!url || !isAllowedUrl(url, route.allowLoopback))
    return refused("not an address that we call");
  const sealed = seal(route, to, message);
  if (sealed === null) return refused("the browser's keys can't be used");
  try {
    const { headers, body } = sealed;
    const answer = await send(url, {
      method: "POST",
      headers: asText(headers),
      body,
      dispatcher: agentFor(route.allowLoopback),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.body.dump();
    return resultOf(answer.statusCode);
  } catch (error) {
    return failureOf(error);
  }
}

/** Null where the browser's keys are none: a browser may send us anything. */
function seal(route: PushRoute, to: PushAddress, { kind, text, seconds }: PushMessage) {
  const { endpoint, p256dh, auth } = to;
  try {
    return webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify({ ...text, body: text.body.slice(0, MOST_LETTERS) }),
      {
        TTL: Math.max(0, Math.floor(seconds)),
        urgency: topics[topicOf(kind)].urgency,
        topic: text.tag,
        vapidDetails: { subject: route.subject, ...route.keys },
      },
    );
  } catch {
    return null;
  }
}

function resultOf(status: number): PushResult {
  const why = `the push service answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: "sent" };
  if (status === 404 || status === 410) return { outcome: "gone", why };
  if (status === 413 || status === 400) return refused(why);
  return { outcome: "failed", why };
}

function failureOf(error: unknown): PushResult {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  if (causes.some((cause) => cause instanceof AddressRefusedError)) {
    return refused("not an address that we call");
  }
  const why = error instanceof Error ? error.message : String(error);
  return { outcome: "failed", why: why.slice(0, 200) };
}

function refused(why: string): PushResult {
  return { outcome: "refused", why };
}

function asText(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
