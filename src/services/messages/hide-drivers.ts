/** A token as a body names it: `cdr_token` of OCPI 2.2.1 and 2.3.0, as it stands there. */
export type WrittenToken = Readonly<Record<string, unknown>>;

/** What stands in a body for whom it names, and what shall stand there instead; null: it stays. */
export type HideToken = (
  token: WrittenToken,
  owner: Readonly<Record<string, unknown>>,
) => { readonly uid: string; readonly contractId: string } | null;

/** Beside the token itself: what another eMSP gave the charge, by which it finds its driver. */
const REFERENCES = ["authorization_reference", "authorization_id", "auth_id"];
/** What a token may say without saying whose it is. */
const KEPT = new Set(["country_code", "party_id", "type"]);
/** Shorter texts stand in too many places to be looked for. */
const SHORTEST = 5;

/**
 * A body with the tokens hidden that `hide` names: uid and contract are replaced, whatever else the token says of the
 * driver and the reference of its authorization are left out, and where the uid or the contract stands in another text
 * of the same object it is taken out. Numbers keep their digits. A body without such a token is given back as it is;
 * one that is no JSON, with what `hide` cannot see, too.
 */
export function hideDrivers(body: Uint8Array, hide: HideToken): Uint8Array {
  const text = new TextDecoder().decode(body);
  if (!text.includes("cdr_token")) return body;
  let isHidden = false;
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (!isPlain(value)) return value;
    const token = value["cdr_token"];
    const instead = isPlain(token) ? hide(token, value) : null;
    if (!isPlain(token) || instead === null) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, visit(one)]));
    }
    isHidden = true;
    return without(value, token, instead);
  };
  try {
    const hidden = visit(parseExactly(text));
    return isHidden ? new TextEncoder().encode(JSON.stringify(hidden)) : body;
  } catch {
    return body;
  }
}

/** A change of a session whose driver is hidden: it may name the reference without the token. */
export function hideReferences(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body);
  if (!REFERENCES.some((name) => text.includes(name))) return body;
  try {
    const json = parseExactly(text);
    if (!isPlain(json)) return body;
    return new TextEncoder().encode(JSON.stringify(withoutReferences(json)));
  } catch {
    return body;
  }
}

type Plain = Readonly<Record<string, unknown>>;

function without(
  owner: Plain,
  token: Plain,
  { uid, contractId }: { readonly uid: string; readonly contractId: string },
): Plain {
  const kept = Object.entries(token).filter(([name]) => KEPT.has(name));
  const names = Object.entries(token).flatMap(([name, value]) =>
    !KEPT.has(name) && typeof value === "string" && value.length >= SHORTEST ? [value] : [],
  );
  const hidden = { ...Object.fromEntries(kept), uid, contract_id: contractId };
  const { cdr_token: _token, ...rest } = withoutReferences(owner);
  return { ...(sweep(rest, names) as Plain), cdr_token: hidden };
}

function withoutReferences(owner: Plain): Plain {
  return Object.fromEntries(Object.entries(owner).filter(([name]) => !REFERENCES.includes(name)));
}

/** Takes names out of all texts in a value. */
function sweep(value: unknown, names: readonly string[]): unknown {
  if (typeof value === "string") {
    return names.reduce((swept, name) => swept.replaceAll(name, "[hidden]"), value);
  }
  if (Array.isArray(value)) return value.map((one) => sweep(one, names));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sweep(one, names)]));
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawJSON(value);
}

// Numbers are kept as they were written (TypeScript's library does not know the source text access of ECMAScript).
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON: (text: string) => object;
  isRawJSON: (value: unknown) => boolean;
};

function exactly(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" && context?.source ? rawJSON(context.source) : value;
}

function parseExactly(text: string): unknown {
  return JSON.parse(text, exactly);
}
