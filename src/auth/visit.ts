import type { NextRequest } from "next/server";
import { readEnv } from "@/config/env";
import { addressOf } from "./address-limit";
import { EMAIL_PROVIDER, signInPaths } from "./sign-in-settings";

/** What is known of one request to next-auth. */
export interface Visit {
  readonly address: string | null;
  readonly userAgent: string | null;
  /** "email", "demo", or an OIDC provider's id. */
  readonly method: string;
  /** The address that an OIDC provider vouched for in this request. */
  verifiedEmail?: string;
  /** Whose account the identity in this request belongs to already. */
  linkedUserId?: string;
}

const LONGEST = 300;

/** Reads where a request comes from and how it signs in. Server actions have none: then nothing is known. */
export function visitOf(request: Pick<NextRequest, "headers" | "nextUrl"> | undefined): Visit {
  if (!request) return { address: null, userAgent: null, method: EMAIL_PROVIDER };
  const { headers, nextUrl } = request;
  const provider = nextUrl.pathname.split(`${signInPaths.api}/callback/`)[1] ?? EMAIL_PROVIDER;
  const isDemo = readEnv().KVITT_DEMO_SIGN_IN && nextUrl.searchParams.get(DEMO_MARK) === "1";
  return {
    address: addressOf(headers),
    userAgent: headers.get("user-agent")?.slice(0, LONGEST) ?? null,
    method: isDemo && provider === EMAIL_PROVIDER ? "demo" : provider,
  };
}

/** Marks links that the demo made for its own people. */
export const DEMO_MARK = "demo";
