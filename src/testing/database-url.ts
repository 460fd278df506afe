/** The address of `database` on the administrator's server, acting as `role` with that role's rights only. */
export function urlOf(
  adminUrl: string,
  database: string,
  role: "kvitt_app" | "kvitt_owner",
): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  url.searchParams.set("options", `-c role=${role}`);
  return url.href.replaceAll("+", "%20");
}
