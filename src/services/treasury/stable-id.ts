import { createHash } from "node:crypto";

import { asId, type Id } from "@/core/ids";

/** An id of ours made of a name of somebody else's ("payout", "po_1"): always the same for one name (a uuid of version 8). */
export function stableId(kind: string, name: string): Id<"other"> {
  const hex = createHash("sha256").update(`${kind}:${name}`).digest("hex");
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return asId<"other">(
    [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `8${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join("-"),
  );
}
