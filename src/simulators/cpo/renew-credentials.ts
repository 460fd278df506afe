import { callOcpi, describe } from "./client";
import { type Cpo, ownCredentials } from "./cpo";
import { discover } from "./discover";
import type { OcpiVersion } from "./ocpi-version";
import { readCredentials } from "./read-objects";
import { createToken } from "./tokens-of-credentials";
import { adoptVersion } from "./version-switch";
import { writerOf } from "./writers";

/**
 * PUTs our credentials, with a new token, to the eMSP: a rotation, or the switch to another version when one is named.
 * Returns what went wrong, or null.
 */
export async function renewCredentials(cpo: Cpo, to?: OcpiVersion): Promise<string | null> {
  const { progress } = cpo.state;
  const former = progress.value.registration;
  if (former === null) return "not registered";
  const versions = [to ?? former.version];
  const found = await discover(cpo, {
    versionsUrl: former.versionsUrl,
    token: former.theirToken,
    versions,
  });
  if (!found.ok) return found.reason;
  const url = found.endpoints.find(({ identifier }) => identifier === "credentials")?.url ?? "";
  const ourToken = createToken();
  // The eMSP reads our versions with the new token while this PUT is still open.
  progress.update({ pendingOurToken: ourToken });
  const answer = await callOcpi(cpo, {
    method: "PUT",
    url,
    token: former.theirToken,
    version: found.version,
    body: writerOf(cpo, found.version).credentials(ownCredentials(cpo, ourToken)),
  });
  const read = readCredentials(found.version, answer.data);
  if (answer.outcome !== "accepted" || !read.ok) {
    progress.update({ pendingOurToken: null });
    return `PUT credentials: ${describe(answer)} ${read.ok ? "" : read.problems.join("; ")}`.trim();
  }
  progress.update({
    pendingOurToken: null,
    registration: {
      ...former,
      version: found.version,
      theirToken: read.object.token,
      ourToken,
      previousOurToken: former.ourToken,
      versionsUrl: read.object.url,
      endpoints: found.endpoints,
      roles: read.object.roles,
    },
  });
  adoptVersion(cpo, former.version);
  return null;
}
