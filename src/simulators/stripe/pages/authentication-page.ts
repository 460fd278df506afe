import { escaped, page } from "./page-shell";

/** The bank's page of 3D Secure: confirm, or fail. */
export function authenticationPage(what: string, action: string): string {
  const content = `
<p>${escaped(what)}</p>
<p>Here the card holder's bank would ask for a code or a fingerprint.</p>
<form method="post" action="${escaped(action)}">
<div class="actions">
<button type="submit" name="outcome" value="confirm">Confirm</button>
<button type="submit" name="outcome" value="fail" class="plain">Fail authentication</button>
</div>
</form>`;
  return page("Confirm with your bank (3D Secure)", content);
}
