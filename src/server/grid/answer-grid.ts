import { type Ctx, openContext, type Runtime } from "@/services/context";
import { listSignals } from "@/services/sites/list-signals";
import { endSignal, putSignal, type PutSignal } from "@/services/sites/put-signal";
import { type GridView, readGridView } from "@/services/sites/read-grid-view";
import { receiveReadings } from "@/services/sites/receive-readings";
import { findKeyHolder, type KeyHolder } from "@/services/sites/site-keys";
import { answerJson, answerRefusal, GridError } from "./grid-answer";
import { readBody, readingsBody, signalBody } from "./grid-body";

const ROOT = "/grid/v1/";

interface Call {
  readonly ctx: Ctx;
  readonly holder: KeyHolder;
  readonly request: Request;
  /** Of a signal. */
  readonly reference: string;
}

type Route = (call: Call) => Promise<Response>;

/**
 * Answers the grid interface: limits that a grid operator asks of a site's parts, what its meters show, and its load.
 * One key speaks for one site. docs/smart-charging.md has the whole of it.
 */
export async function answerGrid(runtime: Runtime, request: Request): Promise<Response> {
  try {
    const { route, reference } = routeOf(request);
    const holder = await authenticate(runtime, request);
    const actor = { kind: "system", name: `grid-key:${holder.keyId}` } as const;
    const ctx = openContext(runtime, { tenantId: holder.tenantId, actor });
    return await route({ ctx, holder, request, reference });
  } catch (error) {
    const refusal = answerRefusal(error);
    if (refusal) return refusal;
    runtime.log.error({ err: error }, "a request of the grid interface failed");
    return answerJson(500, { error: { fault: "internal", message: "Something failed here." } });
  }
}

async function authenticate(runtime: Runtime, request: Request): Promise<KeyHolder> {
  const [, secret] = /^Bearer +(\S+) *$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  const holder = secret === undefined ? null : await findKeyHolder(runtime, secret);
  if (!holder) throw new GridError(401, "unauthenticated", "This needs a key of the site.");
  return holder;
}

function routeOf(request: Request): { readonly route: Route; readonly reference: string } {
  const { pathname } = new URL(request.url);
  const path = pathname.startsWith(ROOT) ? pathname.slice(ROOT.length).replace(/\/$/, "") : "";
  const [, written] = /^signals\/([^/]+)$/.exec(path) ?? [];
  const routes = written === undefined ? ROUTES[path] : SIGNAL_ROUTES;
  if (!routes) throw new GridError(404, "no-such-path", "There is nothing here.");
  const route = routes[request.method];
  if (!route) {
    const allowed = Object.keys(routes).join(", ");
    throw new GridError(405, "method", `Only ${allowed} here.`);
  }
  return { route, reference: written === undefined ? "" : decoded(written) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new GridError(400, "bad-reference", "The reference is no text.");
  }
}

type Methods = Readonly<Record<string, Route>>;

const SIGNAL_ROUTES: Methods = { PUT: takeSignal, DELETE: dropSignal };
const ROUTES: Readonly<Record<string, Methods>> = {
  signals: { GET: showSignals },
  readings: { PUT: takeReadings },
  site: { GET: showSite },
};

async function takeSignal({ ctx, holder, request, reference }: Call): Promise<Response> {
  const body = await readBody(request, signalBody);
  const put = await putSignal(ctx, {
    siteId: holder.siteId,
    keyId: holder.keyId,
    reference,
    node: body.node ?? null,
    startsAt: body.starts_at,
    endsAt: body.ends_at,
    limitA: body.limit_a ?? null,
    limitW: body.limit_w ?? null,
  });
  return answerJson(put.outcome === "created" ? 201 : 200, {
    ...writeSignal(put.signal),
    node_name: put.node.name,
    outcome: put.outcome,
    // Above the part's own limit it stands, and changes nothing.
    lowers_limit: put.isLower,
  });
}

function writeSignal(signal: PutSignal["signal"]) {
  return {
    reference: signal.reference,
    node: signal.nodeId,
    limit_w: signal.limitW,
    limit_a: signal.limitA,
    starts_at: signal.startsAt.toString(),
    ends_at: signal.endsAt.toString(),
  };
}

async function dropSignal({ ctx, holder, reference }: Call): Promise<Response> {
  await endSignal(ctx, { siteId: holder.siteId, reference });
  return new Response(null, { status: 204 });
}

async function showSignals({ ctx, holder }: Call): Promise<Response> {
  const signals = await listSignals(ctx, holder.siteId);
  return answerJson(200, { signals: signals.map(writeSignal) });
}

async function takeReadings({ ctx, holder, request }: Call): Promise<Response> {
  const body = await readBody(request, readingsBody);
  const readings = body.map((one) => ({
    node: one.node ?? null,
    at: one.at,
    powerW: one.power_w,
  }));
  const stored = await receiveReadings(ctx, holder.siteId, readings);
  return answerJson(200, { received: readings.length, stored });
}

async function showSite({ ctx, holder }: Call): Promise<Response> {
  return answerJson(200, writeSite(await readGridView(ctx, holder.siteId)));
}

function writeSite({ id, name, at, isSteered, charging, nodes }: GridView) {
  return {
    id,
    name,
    at: at.toString(),
    steered: isSteered,
    charging,
    nodes: nodes.map((node) => ({
      id: node.id,
      parent: node.parentId,
      name: node.name,
      kind: node.kind,
      limit_w: node.limitW,
      limit_a: node.limitA,
      load_w: node.loadW,
      charging_w: node.chargingW,
      source: node.source,
      excess_w: node.excessW,
    })),
  };
}
