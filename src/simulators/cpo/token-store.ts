import { callOcpi, describe, findTarget, isLoopback } from "./client";
import { type Cpo, complain, versionOf } from "./cpo";
import type { CdrToken, Token } from "./ocpi-objects";
import { readToken } from "./read-objects";

/** A token is known by its uid and type within its eMSP; uids compare without case. */
export function tokenKey({ uid, type }: { uid: string; type: string }): string {
  return `${uid.toUpperCase()}~${type}`;
}

/** Keeps a token as the eMSP gave it; true if it was not known before. */
export function keepToken(cpo: Cpo, token: Token): boolean {
  const key = tokenKey(token);
  const former = cpo.state.tokens.get(key);
  cpo.state.tokens.save(key, { order: former?.order ?? cpo.state.tokens.nextOrder(), token });
  return former === undefined;
}

export function findToken(cpo: Cpo, token: { uid: string; type: string }): Token | undefined {
  return cpo.state.tokens.get(tokenKey(token))?.token;
}

export function toCdrToken(token: CdrToken): CdrToken {
  const { country_code, party_id, uid, type, contract_id } = token;
  return { country_code, party_id, uid, type, contract_id };
}

function nextLink(header: string | null, current: string): string | null {
  const url = header?.match(/<(?<url>[^>]+)>\s*;\s*rel="next"/u)?.groups?.["url"];
  if (url === undefined || !URL.canParse(url)) return null;
  const isElsewhere = new URL(url).origin !== new URL(current).origin;
  return isElsewhere || url === current || !isLoopback(url) ? null : url;
}

/** How a walk through the list of tokens went. */
export interface TokenPull {
  pages: number;
  tokens: number;
  /** Why it ended early, or null. */
  problem: string | null;
}

/**
 * Fetches all tokens page by page (mod_tokens, Sender interface), so that whitelists are known from the start. `limit` is
 * the most that a page shall hold.
 */
export async function pullTokens(cpo: Cpo, limit?: number): Promise<TokenPull> {
  const target = findTarget(cpo, "tokens", "SENDER");
  const pull: TokenPull = { pages: 0, tokens: 0, problem: null };
  if (target === null) return { ...pull, problem: "tokens SENDER is not offered" };
  const first = new URL(target.url);
  if (limit !== undefined) first.searchParams.set("limit", String(limit));
  const seen = new Set<string>();
  for (
    let url: string | null = first.href;
    url !== null && !seen.has(url) && !cpo.signal.aborted;
  ) {
    seen.add(url);
    const answer = await callOcpi(cpo, { method: "GET", url, token: target.token, to: target.to });
    if (answer.outcome !== "accepted" || !Array.isArray(answer.data)) {
      cpo.log(`GET tokens: ${describe(answer)}`);
      return { ...pull, problem: describe(answer) };
    }
    if (!answer.headers.has("x-total-count")) complain(cpo, "GET tokens: no X-Total-Count");
    pull.pages += 1;
    for (const token of answer.data as unknown[]) {
      pull.tokens += 1;
      const read = readToken(versionOf(cpo), token, target.to);
      if (read.ok) keepToken(cpo, read.object);
      else complain(cpo, `GET tokens: ${read.problems.join("; ")}`);
    }
    url = nextLink(answer.headers.get("link"), url);
  }
  return pull;
}
