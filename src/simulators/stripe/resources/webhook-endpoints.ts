import type Stripe from "stripe";
import { invalid } from "@/simulators/stripe/errors";
import { LIST_PARAMS, listPage } from "@/simulators/stripe/list-page";
import {
  changedText,
  flag,
  metadata,
  missingParam,
  requiredText,
  text,
  texts,
} from "@/simulators/stripe/params";
import type { Call, Route, World } from "@/simulators/stripe/world";
import { find } from "./find";

/** The calls on webhook endpoints. */
export const webhookEndpointRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/webhook_endpoints",
    schema: "WebhookEndpointCreateParams",
    run: create,
  },
  {
    method: "GET",
    path: "/v1/webhook_endpoints",
    takes: LIST_PARAMS,
    run: ({ world, params }) =>
      listPage(params, "/v1/webhook_endpoints", world.store.all("webhook_endpoint")),
  },
  {
    method: "GET",
    path: "/v1/webhook_endpoints/:id",
    takes: [],
    run: ({ world, path }) => find(world, "webhook_endpoint", path("id")),
  },
  {
    method: "POST",
    path: "/v1/webhook_endpoints/:id",
    takes: ["url", "enabled_events", "disabled", "description", "metadata"],
    run: update,
  },
  { method: "DELETE", path: "/v1/webhook_endpoints/:id", takes: [], run: remove },
];

function create({ world, params }: Call): Stripe.WebhookEndpoint {
  const enabledEvents = texts(params, "enabled_events");
  if (enabledEvents.length === 0) throw missingParam("enabled_events");
  const { endpoint, secret } = register(world, {
    url: checkedUrl(requiredText(params, "url")),
    secret: null,
    enabledEvents,
    apiVersion: text(params, "api_version") ?? null,
    description: text(params, "description") ?? null,
    metadata: metadata(params),
  });
  return { ...endpoint, secret };
}

/** A new endpoint; its secret is told once, here. */
function register(
  world: World,
  given: {
    url: string;
    secret: string | null;
    enabledEvents: string[];
    apiVersion: string | null;
    description: string | null;
    metadata: Record<string, string>;
  },
): { endpoint: Stripe.WebhookEndpoint; secret: string } {
  const endpoint = world.store.put("webhook_endpoint", {
    id: world.ids.next("we"),
    object: "webhook_endpoint",
    api_version: given.apiVersion,
    application: null,
    created: world.clock.now(),
    description: given.description,
    enabled_events: given.enabledEvents,
    livemode: false,
    metadata: given.metadata,
    status: "enabled",
    url: given.url,
  });
  const secret = given.secret ?? newSecret(world);
  const secrets = [{ secret, expiresMs: null }];
  world.store.put("endpoint_secrets", { id: endpoint.id, secrets });
  return { endpoint, secret };
}

/** The endpoint that the environment names: made at the first start, its secret kept current. */
export function registerAtStart(world: World, url: string, secret: string | null): void {
  const known = world.store.all("webhook_endpoint").find((row) => row.metadata["by"] === "start");
  if (known === undefined) {
    register(world, {
      url,
      secret,
      enabledEvents: ["*"],
      apiVersion: null,
      description: "Registered when the simulator started",
      metadata: { by: "start" },
    });
    return;
  }
  world.store.patch("webhook_endpoint", known.id, { url, status: "enabled" });
  if (secret === null) return;
  const secrets = [{ secret, expiresMs: null }];
  world.store.put("endpoint_secrets", { id: known.id, secrets });
}

/** Replaces the secret; the old one signs beside the new one until the overlap is over. */
export function rotateSecret(world: World, id: string, overlapS: number): string {
  find(world, "webhook_endpoint", id);
  const expiresMs = world.clock.nowMs() + overlapS * 1000;
  const old = world.store.get("endpoint_secrets", id)?.secrets ?? [];
  const secret = newSecret(world);
  const kept = old.map((entry) => ({ ...entry, expiresMs: entry.expiresMs ?? expiresMs }));
  world.store.put("endpoint_secrets", { id, secrets: [{ secret, expiresMs: null }, ...kept] });
  return secret;
}

function newSecret(world: World): string {
  return `whsec_${world.ids.letters("secret", 32)}`;
}

function checkedUrl(url: string): string {
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw invalid("Invalid URL: An explicit scheme (such as https) must be provided.", {
    code: "url_invalid",
    param: "url",
  });
}

function update({ world, params, path }: Call): Stripe.WebhookEndpoint {
  const before = find(world, "webhook_endpoint", path("id"));
  const url = text(params, "url");
  const events = texts(params, "enabled_events");
  const disabled = flag(params, "disabled");
  return world.store.patch("webhook_endpoint", before.id, {
    description: changedText(params, "description", before.description),
    enabled_events: events.length > 0 ? events : before.enabled_events,
    metadata: metadata(params, before.metadata),
    status: disabled === undefined ? before.status : disabled ? "disabled" : "enabled",
    url: url === undefined ? before.url : checkedUrl(url),
  });
}

function remove({ world, path }: Call): Stripe.DeletedWebhookEndpoint {
  const { id } = find(world, "webhook_endpoint", path("id"));
  world.store.remove("webhook_endpoint", id);
  world.store.remove("endpoint_secrets", id);
  return { id, object: "webhook_endpoint", deleted: true };
}
