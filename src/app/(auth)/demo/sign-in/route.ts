import { mintDemoLink } from "@/auth/demo-sign-in";
import { signInPaths } from "@/auth/sign-in-settings";

/**
 * Makes a real sign-in link for a person of the demo and sends the browser to follow it. A route and not an
 * action: an action follows redirects on the server, where the session's cookie would be lost.
 */
export async function POST(request: Request): Promise<Response> {
  const site = request.headers.get("sec-fetch-site");
  const email = (await request.formData()).get("email");
  const isOwnForm = site === null || site === "same-origin" || site === "none";
  const link = isOwnForm && typeof email === "string" ? await mintDemoLink(email) : undefined;
  const location = link ?? `${signInPaths.signIn}?error=AccessDenied`;
  return new Response(null, { status: 303, headers: { location } });
}
