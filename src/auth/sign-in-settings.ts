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

/** How long a session lasts unused, and how often its end moves on, in seconds. */
export const SESSION_MAX_AGE_S = 30 * 24 * 3600;
export const SESSION_UPDATE_AGE_S = 24 * 3600;

/** The address as next-auth compares it: trimmed, lower case. */
export function normalizeEmail(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}
