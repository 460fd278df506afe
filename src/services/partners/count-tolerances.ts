import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { ocpiMessages } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { requirePartnerPerson } from "./partner-access";

/** A liberty that was taken with a partner's messages: how often, and where. */
export interface Tolerance {
  /** The word of the note: `no-zone`, `text-for-number`. */
  readonly code: string;
  readonly uses: number;
  readonly lastAt: Temporal.Instant;
  /** The latest message in which it was used. */
  readonly lastMessageId: Id<"message">;
  /** The fields, list places as `[]`, most used first. Empty names the message itself. */
  readonly fields: readonly {
    readonly module: string;
    readonly field: string;
    readonly uses: number;
  }[];
}

const DAYS = 30;
const MOST_FIELDS = 200;

/**
 * Which tolerances a partner's messages of the last 30 days needed, the most used first. Operations names the
 * partner; a partner's person gets his own.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function countTolerances(
  ctx: Ctx,
  input: { readonly partnerId?: Id<"partner"> } = {},
): Promise<readonly Tolerance[]> {
  if (input.partnerId) requireRole(ctx, "operations");
  const partnerId = input.partnerId ?? (await requirePartnerPerson(ctx));
  const since = ctx.clock.now().subtract({ hours: 24 * DAYS });
  // `path.to[3].field: code`, or the code alone.
  const rows = await ctx.db.execute<{
    code: string;
    module: string;
    field: string;
    uses: number;
    last_at: string;
    last_id: string;
  }>(sql`
    select regexp_replace(note, '^.*: ', '') as code, ${ocpiMessages.module} as module,
      case when note like '%: %'
        then regexp_replace(regexp_replace(note, ': [^:]*$', ''), '\[[0-9]+\]', '[]', 'g')
        else '' end as field,
      count(*)::int as uses,
      to_char(max(${ocpiMessages.occurredAt}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as last_at,
      (array_agg(${ocpiMessages.id} order by ${ocpiMessages.occurredAt} desc))[1] as last_id
    from ${ocpiMessages}, jsonb_array_elements_text(${ocpiMessages.notes}) as note
    where ${ocpiMessages.tenantId} = ${ctx.tenantId} and ${ocpiMessages.partnerId} = ${partnerId}
      and ${ocpiMessages.occurredAt} >= ${since.toString()}::timestamptz
    group by 1, 2, 3
    order by uses desc, 1, 2, 3
    limit ${MOST_FIELDS}`);
  const byCode = Map.groupBy(rows, ({ code }) => code);
  return [...byCode]
    .map(([code, found]) => toTolerance(code, found))
    .toSorted((a, b) => b.uses - a.uses);
}

interface Found {
  readonly module: string;
  readonly field: string;
  readonly uses: number;
  readonly last_at: string;
  readonly last_id: string;
}

function toTolerance(code: string, found: readonly Found[]): Tolerance {
  // ISO texts of one form sort as the times do.
  const latest = found.reduce((last, row) => (row.last_at > last.last_at ? row : last));
  return {
    code,
    uses: found.reduce((sum, row) => sum + row.uses, 0),
    lastAt: Temporal.Instant.from(latest.last_at),
    lastMessageId: latest.last_id as Id<"message">,
    fields: found.map(({ module, field, uses }) => ({ module, field, uses })),
  };
}
