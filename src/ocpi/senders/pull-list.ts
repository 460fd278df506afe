import { codecFor } from "@/ocpi/codec-for";
import { formatTimestamp } from "@/ocpi/envelope";
import type { Ctx } from "@/services/context";
import type { ObjectKey } from "@/services/messages/object-key";
import {
  type PartnerConnection,
  readPartnerConnection,
} from "@/services/partners/partner-connection";
import { suspendUnlisted } from "@/services/hubs/suspend-unlisted";
import { findUnchanged } from "@/services/pulls/find-unchanged";
import { markUnlisted } from "@/services/pulls/mark-unlisted";
import { extendLease, type PullCounts, recordPull } from "@/services/pulls/record-pull";
import type { DuePull } from "@/services/pulls/take-due-cursors";
import { ServiceError } from "@/services/service-error";
import { type FetchedPage, fetchPage, PageError } from "./pull-page";
import {
  ownerOf,
  pulledFrom,
  type PulledObject,
  readPulledObject,
  receivePulled,
} from "./pull-object";
import { ListWalk } from "./pull-walk";

/** Objects asked for with each call; a partner may give fewer. */
const PAGE_LIMIT = 100;
/** A partner's clock is taken for one when it is no further off than this. */
const MOST_SKEW_S = 24 * 3_600;

/** A list while it is read. */
interface Run {
  readonly ctx: Ctx;
  readonly partner: PartnerConnection;
  readonly base: ReturnType<typeof pulledFrom>;
  readonly owner: Omit<ObjectKey, "id">;
  readonly listed: Map<string, ObjectKey | null>;
  readonly counts: { -readonly [K in keyof PullCounts]: PullCounts[K] };
  pull: DuePull;
  lastTotal: number | null;
  partnerTime: Temporal.Instant | null;
}

type RunEnd = "whole" | "part" | "stopped" | "lost";

/**
 * Reads a list that is due, page by page, and keeps how it ended. Each object goes the way of a push; the cursor moves
 * only when the window was read to its end, so that what a crash or a failure leaves unread is read again.
 * `signal` stops it between two pages. Throws nothing for what a partner does.
 */
export async function pullList(ctx: Ctx, due: DuePull, signal?: AbortSignal): Promise<PullCounts> {
  const counts = { seen: 0, fresh: 0, refused: 0 };
  // It may have waited behind the partner's other lists.
  const pull = await extendLease(ctx, due);
  if (!pull) return counts;
  let run: Run | null = null;
  try {
    run = await openRun(ctx, pull, counts);
    const end = await readPages(run, signal);
    if (end === "lost") return counts;
    if (end === "stopped") await recordPull(ctx, run.pull, { kind: "stopped" }, counts);
    else await close(run, end === "whole");
  } catch (error) {
    if (!(error instanceof PageError) && !(error instanceof ServiceError)) throw error;
    const retryAfterS = error instanceof PageError ? error.retryAfterS : 0;
    const failed = { kind: "failed", error: error.message, retryAfterS } as const;
    await recordPull(ctx, run?.pull ?? pull, failed, counts);
    const { partnerId, module } = due;
    ctx.log.warn({ partnerId, module, reason: error.message }, "a list was not read to its end");
  }
  return counts;
}

async function openRun(ctx: Ctx, pull: DuePull, counts: Run["counts"]): Promise<Run> {
  const partner = await readPartnerConnection(ctx, pull.partnerId);
  const codec = codecFor(partner.version ?? "");
  if (!codec) throw new PageError(`OCPI ${partner.version ?? "?"} is not spoken here.`);
  const owner = ownerOf(partner);
  const endpoint = endpointOf(partner, pull);
  const url = endpoint.href;
  const base = pulledFrom(ctx, partner, { codec, url, correlationId: crypto.randomUUID() });
  const listed = new Map<string, ObjectKey | null>();
  return { ctx, partner, base, owner, listed, counts, pull, lastTotal: null, partnerTime: null };
}

function endpointOf(partner: PartnerConnection, { module }: DuePull): URL {
  const found = partner.endpoints.find(
    ({ identifier, role }) => identifier === module && role === "SENDER",
  );
  const url = found && URL.parse(found.url);
  if (!url) throw new PageError("The partner offers no such list.");
  return url;
}

function firstPage(endpoint: URL, { window }: DuePull): URL {
  const url = new URL(endpoint);
  if (window.from) url.searchParams.set("date_from", formatTimestamp(window.from));
  if (window.to) url.searchParams.set("date_to", formatTimestamp(window.to));
  url.searchParams.set("offset", "0");
  url.searchParams.set("limit", String(PAGE_LIMIT));
  return url;
}

async function readPages(run: Run, signal: AbortSignal | undefined): Promise<RunEnd> {
  const { ctx, partner, listed } = run;
  const { module } = run.pull;
  const endpoint = endpointOf(partner, run.pull);
  const walk = new ListWalk(endpoint);
  let url = firstPage(endpoint, run.pull);
  for (;;) {
    if (signal?.aborted) return "stopped";
    const page = await fetchPage(ctx, partner, { module, url });
    run.partnerTime ??= page.partnerTime;
    run.lastTotal = page.total;
    const before = listed.size;
    await receivePage(run, page);
    const unseen = listed.size - before;
    const { total, link, items } = page;
    const step = walk.take({ url: page.url, count: items.length, unseen, total, link });
    if (step.kind === "broken") throw new PageError(step.reason);
    if (step.kind === "end") return step.isWhole ? "whole" : "part";
    const kept = await extendLease(ctx, run.pull);
    if (!kept) return "lost";
    run.pull = kept;
    url = step.url;
  }
}

/** Receives what is new or changed of a page. CDRs together: they are committed together. */
async function receivePage({ ctx, base, owner, pull, listed, counts }: Run, page: FetchedPage) {
  const inPage = new Map<string, PulledObject>();
  for (const json of page.items) {
    const object = readPulledObject(json, owner, pull.module);
    if (!listed.has(object.identity)) counts.seen += 1;
    listed.set(object.identity, object.key);
    inPage.set(`${object.identity} ${Buffer.from(object.bodySha256).toString("hex")}`, object);
  }
  const objects = [...inPage.values()];
  const unchanged = await findUnchanged(ctx, pull, objects);
  const changed = objects.filter((object) => !unchanged.has(object));
  const at = { ...base, url: page.url.href, receivedAt: ctx.clock.now() };
  const receive = async (object: PulledObject) => {
    const outcome = await receivePulled(at, pull.module, object);
    if (outcome === "fresh") counts.fresh += 1;
    if (outcome === "refused") counts.refused += 1;
  };
  if (pull.module === "cdrs") await Promise.all(changed.map(receive));
  else for (const object of changed) await receive(object);
}

async function close(run: Run, isWhole: boolean): Promise<void> {
  const { ctx, pull, listed, lastTotal } = run;
  const { partnerId, module, window, startedAt } = pull;
  const keys = [...listed.values()].filter((key) => key !== null);
  // An empty list may be a fault: it is believed only from a partner that counts. And what says no id may be anything.
  const isCertain = isWhole && keys.length === listed.size && (listed.size > 0 || lastTotal === 0);
  const isUnfiltered = window.isCrawl && window.from === null;
  if (isUnfiltered && isCertain) {
    if (module === "hubclientinfo") await suspendUnlisted(ctx, partnerId, keys);
    if (module === "locations" || module === "tariffs") {
      await markUnlisted(ctx, { partnerId, module, listed: keys, startedAt });
    }
  }
  await recordPull(ctx, pull, { kind: "read", readUntil: readUntil(run) }, run.counts);
}

/** The end of what was read, by the earlier of both clocks: the partner dates its objects by its own. */
function readUntil({ pull, partnerTime }: Run): Temporal.Instant {
  const own = pull.window.to ?? pull.startedAt;
  if (!partnerTime || Temporal.Instant.compare(partnerTime, own) >= 0) return own;
  return own.since(partnerTime).total("seconds") <= MOST_SKEW_S ? partnerTime : own;
}
