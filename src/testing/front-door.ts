import { registerHooks } from "node:module";
import { NextRequest } from "next/server.js";
import type { Pool } from "@/db/client";
import type { Clock } from "@/services/context";
import { testRuntime } from "./builders/context";

const HOME = "http://kvitt.test:3999";

/** A browser at our door: it keeps cookies, and follows nothing by itself. */
export interface FrontDoorBrowser {
  get(path: string): Promise<Response>;
  /** As a form does it, with next-auth's token against forged requests. */
  post(path: string, form: Readonly<Record<string, string>>): Promise<Response>;
  /** The session's cookie; undefined while nobody is signed in. */
  session(): string | undefined;
}

/** next-auth as the house has it, over a test's database. One for each test file: settings are read once. */
export interface FrontDoor {
  readonly home: string;
  browser(): FrontDoorBrowser;
}

/** Opens the door with identity providers as `OIDC_PROVIDERS` names them. */
export async function openFrontDoor(
  pool: Pool,
  clock: Clock,
  providers: readonly object[] = [],
): Promise<FrontDoor> {
  // Outside of Next's own bundle its modules are found under their files' names only.
  registerHooks({
    resolve: (name, context, next) =>
      next(/^next\/(headers|navigation|server)$/.test(name) ? `${name}.js` : name, context),
  });
  Object.assign(process.env, {
    AUTH_SECRET: "0123456789abcdef0123456789abcdef",
    AUTH_URL: HOME,
    OIDC_PROVIDERS: JSON.stringify(providers),
  });
  Object.assign(globalThis, { [Symbol.for("kvitt.web-runtime")]: testRuntime(pool, clock) });
  const { handlers } = await import("@/auth/next-auth");
  return { home: HOME, browser: () => aBrowser(handlers) };
}

type Handlers = Record<"GET" | "POST", (request: NextRequest) => Promise<Response>>;

function aBrowser(handlers: Handlers): FrontDoorBrowser {
  const jar = new Map<string, string>();
  const ask = async (path: string, form?: Readonly<Record<string, string>>) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, "user-agent": "Test browser", "x-forwarded-for": "192.0.2.9" };
    const init = form
      ? { method: "POST", headers, body: new URLSearchParams({ ...form }) }
      : { headers };
    const request = new NextRequest(new URL(path, HOME), init);
    const answer = await handlers[form ? "POST" : "GET"](request);
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const cut = pair.indexOf("=");
      const value = pair.slice(cut + 1);
      if (value === "") jar.delete(pair.slice(0, cut));
      else jar.set(pair.slice(0, cut), value);
    }
    return answer;
  };
  return {
    get: (path) => ask(path),
    post: async (path, form) => {
      const csrf = (await (await ask("/api/auth/csrf")).json()) as { csrfToken: string };
      return ask(path, { ...csrf, ...form });
    },
    session: () => jar.get("kvitt.session-3999"),
  };
}
