/** Where next-auth lives, and the pages it sends people to. */
export const signInPaths = {
  api: "/api/auth",
  signIn: "/sign-in",
  sent: "/sign-in/sent",
} as const;

/** The id of the e-mail link provider. */
export const EMAIL_PROVIDER = "email";

/** How long a link holds, in seconds. */
export const LINK_MAX_AGE_S = 30 * 60;

/** How long an invitation's link holds, in seconds. */
export const INVITATION_MAX_AGE_S = 7 * 24 * 3600;

/** How long a session lasts unused, and how often its end moves on, in seconds. */
export const SESSION_MAX_AGE_S = 30 * 24 * 3600;
export const SESSION_UPDATE_AGE_S = 24 * 3600;

/** How often a session's last sight is written, in seconds: not with each request. */
export const LAST_SEEN_STEP_S = 5 * 60;

/**
 * The session's cookie. One name per address: cookies do not tell ports apart, and two demos may run side by side.
 * `__Secure-` where the address is https.
 */
export function sessionCookieName(address: URL): string {
  const isSecure = address.protocol === "https:";
  return isSecure ? "__Secure-kvitt.session" : `kvitt.session-${address.port || "80"}`;
}

/** The address as next-auth compares it: trimmed, lower case. */
export function normalizeEmail(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}
