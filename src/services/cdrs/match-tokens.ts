import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { CdrToken } from "@/core/roaming/token";
import type { Queryable } from "@/db/client";
import { tokens } from "@/db/schema/drivers";
import { authorizations } from "@/db/schema/sessions";
import { normalizeUid } from "@/services/tokens/normalize-uid";

/** What a session or CDR says of who charged. */
export interface TokenAsk {
  readonly tenantId: Id<"tenant">;
  readonly cdrToken: CdrToken;
  readonly authorizationReference?: string;
}

/** A token of ours and whose it is. */
export interface TokenMatch {
  readonly tokenId: Id<"token">;
  readonly driverId: Id<"driver">;
}

interface Candidate extends TokenMatch {
  readonly tenantId: Id<"tenant">;
  readonly uidUpper: string;
  readonly type: string;
  readonly contract: string;
}

// Upper case without separators; the check digit of a 15-character eMA id comes and goes.
const contractColumn = sql<string>`(select case when length(c) = 15 then left(c, 14) else c end
  from (select upper(regexp_replace(${tokens.contractId}, '[^A-Za-z0-9]', '', 'g')) as c) as stripped)`;

/**
 * Whose tokens these are, in the order asked, `null` for unknown ones: by uid and type, else by contract
 * (without separators and check digit), else by the reference that we gave at authorization, else by uid
 * alone. A match that would name two drivers is none. A few statements however many are asked.
 */
export async function matchTokens(
  db: Queryable,
  asks: readonly TokenAsk[],
): Promise<(TokenMatch | null)[]> {
  const byUid = await findByUid(db, asks);
  const matches = asks.map((ask) => {
    const type = ask.cdrToken.type.toUpperCase();
    return single(sameUid(byUid, ask).filter((one) => one.type === type));
  });
  const open = () => asks.filter((_, index) => matches[index] === null);
  const fill = (find: (ask: TokenAsk) => TokenMatch | null) => {
    for (const [index, ask] of asks.entries()) matches[index] ??= find(ask);
  };
  if (open().length > 0) {
    const byContract = await findByContract(db, open());
    fill((ask) => single(sameContract(byContract, ask)));
  }
  if (open().length > 0) {
    const byReference = await findByReference(db, open());
    fill((ask) => byReference.get(referenceKey(ask.tenantId, ask.authorizationReference)) ?? null);
  }
  fill((ask) => single(sameUid(byUid, ask)));
  return matches;
}

function sameUid(candidates: readonly Candidate[], ask: TokenAsk): Candidate[] {
  const uid = normalizeUid(ask.cdrToken.uid);
  return candidates.filter((one) => one.tenantId === ask.tenantId && one.uidUpper === uid);
}

function sameContract(candidates: readonly Candidate[], ask: TokenAsk): Candidate[] {
  const contract = strippedContract(ask.cdrToken.contractId);
  return candidates.filter((one) => one.tenantId === ask.tenantId && one.contract === contract);
}

function single(candidates: readonly Candidate[]): TokenMatch | null {
  const [first] = candidates;
  if (!first || candidates.some((one) => one.driverId !== first.driverId)) return null;
  return { tokenId: first.tokenId, driverId: first.driverId };
}

/** A contract id as it is compared. */
function strippedContract(contractId: string): string {
  const stripped = contractId.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase();
  return stripped.length === 15 ? stripped.slice(0, 14) : stripped;
}

const columns = {
  tenantId: tokens.tenantId,
  tokenId: tokens.id,
  driverId: tokens.driverId,
  uidUpper: tokens.uidUpper,
  type: tokens.type,
  contract: contractColumn,
};

async function findByUid(db: Queryable, asks: readonly TokenAsk[]): Promise<Candidate[]> {
  const uids = perTenant(asks, (ask) => normalizeUid(ask.cdrToken.uid));
  if (uids.size === 0) return [];
  return db
    .select(columns)
    .from(tokens)
    .where(
      or(
        ...[...uids].map(([tenantId, wanted]) =>
          and(eq(tokens.tenantId, tenantId), inArray(tokens.uidUpper, [...wanted])),
        ),
      ),
    )
    .orderBy(tokens.id);
}

async function findByContract(db: Queryable, asks: readonly TokenAsk[]): Promise<Candidate[]> {
  const contracts = perTenant(asks, (ask) => strippedContract(ask.cdrToken.contractId));
  if (contracts.size === 0) return [];
  return db
    .select(columns)
    .from(tokens)
    .where(
      or(
        ...[...contracts].map(([tenantId, wanted]) =>
          and(eq(tokens.tenantId, tenantId), inArray(contractColumn, [...wanted])),
        ),
      ),
    )
    .orderBy(tokens.id);
}

async function findByReference(
  db: Queryable,
  asks: readonly TokenAsk[],
): Promise<Map<string, TokenMatch>> {
  const references = perTenant(asks, (ask) => ask.authorizationReference ?? "");
  if (references.size === 0) return new Map();
  const rows = await db
    .select({
      tenantId: authorizations.tenantId,
      reference: authorizations.reference,
      tokenId: tokens.id,
      driverId: tokens.driverId,
    })
    .from(authorizations)
    .innerJoin(
      tokens,
      and(eq(tokens.tenantId, authorizations.tenantId), eq(tokens.id, authorizations.tokenId)),
    )
    .where(
      or(
        ...[...references].map(([tenantId, wanted]) =>
          and(
            eq(authorizations.tenantId, tenantId),
            inArray(authorizations.reference, [...wanted]),
          ),
        ),
      ),
    );
  return new Map(
    rows.map(({ tenantId, reference, ...match }) => [
      referenceKey(tenantId, reference ?? undefined),
      match,
    ]),
  );
}

function referenceKey(tenantId: Id<"tenant">, reference: string | undefined): string {
  return `${tenantId} ${reference ?? ""}`;
}

/** What each tenant is asked for; "#NA" and nothing are not asked for. */
function perTenant(
  asks: readonly TokenAsk[],
  wanted: (ask: TokenAsk) => string,
): Map<Id<"tenant">, Set<string>> {
  const all = new Map<Id<"tenant">, Set<string>>();
  for (const ask of asks) {
    const text = wanted(ask);
    if (text === "" || text === "#NA" || text === "NA") continue;
    const known = all.get(ask.tenantId) ?? new Set();
    all.set(ask.tenantId, known.add(text));
  }
  return all;
}
