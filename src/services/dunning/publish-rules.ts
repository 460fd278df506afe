import { and, asc, desc, eq, sql } from "drizzle-orm";

import { knownDunningCountries } from "@/core/dunning/country-rules";
import type { DunningRules } from "@/core/dunning/dunning-rules";
import { problemsOfRules } from "@/core/dunning/rules-problems";
import { drivers } from "@/db/schema/drivers";
import { dunningRules, referenceRates } from "@/db/schema/dunning";
import { inTransaction } from "@/db/transaction";
import { readActorNames } from "@/services/audit/list-audit";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { DEFAULTS_AUTHOR, startOf, storeDefaults } from "./read-rules";

/** A country's rules over time, newest first, with the reference rates that its interest follows. */
export interface CountryRules {
  readonly country: string;
  readonly versions: readonly {
    readonly validFrom: Temporal.PlainDate;
    readonly rules: DunningRules;
    readonly source: string;
    /** Null for those that came with the product. */
    readonly author: string | null;
    /** Whether cases that open today follow it. */
    readonly isInForce: boolean;
  }[];
  readonly rates: readonly {
    readonly validFrom: Temporal.PlainDate;
    readonly rate: number;
    readonly source: string;
  }[];
}

/**
 * The rules of every country that drivers live in or whose law comes with the product; for finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listRules(ctx: Ctx): Promise<CountryRules[]> {
  requireRole(ctx, "finance");
  const countries = await listCountries(ctx);
  for (const country of countries) await storeDefaults(ctx, country);
  const [versions, rates] = await Promise.all([
    ctx.db
      .select()
      .from(dunningRules)
      .where(eq(dunningRules.tenantId, ctx.tenantId))
      .orderBy(desc(dunningRules.validFrom)),
    ctx.db
      .select()
      .from(referenceRates)
      .where(eq(referenceRates.tenantId, ctx.tenantId))
      .orderBy(asc(referenceRates.validFrom)),
  ]);
  const names = await readActorNames(
    ctx,
    versions.map(({ createdBy }) => createdBy),
  );
  const now = ctx.clock.now();
  return countries.map((country) => {
    const own = versions.filter((one) => one.country === country);
    const inForce = own.find(({ validFrom }) => Temporal.Instant.compare(validFrom, now) <= 0);
    return {
      country,
      versions: own.map((one) => ({
        validFrom: dayOf(one.validFrom),
        rules: one.rules,
        source: one.source,
        author:
          one.createdBy === DEFAULTS_AUTHOR ? null : (names.get(one.createdBy) ?? one.createdBy),
        isInForce: one === inForce,
      })),
      rates: rates
        .filter((one) => one.country === country)
        .map(({ validFrom, rate, source }) => ({ validFrom: dayOf(validFrom), rate, source })),
    };
  });
}

async function listCountries(ctx: Ctx): Promise<string[]> {
  const country = sql<string>`${drivers.address}->>'country'`;
  const rows = await ctx.db
    .selectDistinct({ country })
    .from(drivers)
    .where(eq(drivers.tenantId, ctx.tenantId))
    .limit(60);
  return [...new Set([...knownDunningCountries, ...rows.map((row) => row.country)])].toSorted();
}

function dayOf(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO("UTC").toPlainDate();
}

/**
 * Publishes a version of a country's rules from a day on, by finance. Cases that are open keep the version they began with.
 * @throws ServiceError FORBIDDEN, INVALID (the rules do not hold together, a day that is over), CONFLICT (there is one
 * from that day on).
 */
export async function publishRules(
  ctx: Ctx,
  input: {
    readonly country: string;
    readonly validFrom: Temporal.PlainDate;
    readonly rules: DunningRules;
    readonly source: string;
  },
): Promise<void> {
  requireRole(ctx, "finance");
  const { country, validFrom, rules } = input;
  const source = input.source.trim();
  const problems = problemsOfRules(rules);
  if (problems.length > 0) {
    throw new ServiceError("INVALID", "These rules do not hold together.", {
      problems: problems.join(","),
    });
  }
  requireNotOver(ctx, validFrom);
  if (source === "") throw new ServiceError("INVALID", "Say where these rules come from.");
  await inTransaction(ctx, async (tx) => {
    await storeDefaults(tx, country);
    const written = await tx.db
      .insert(dunningRules)
      .values({
        tenantId: tx.tenantId,
        country,
        validFrom: startOf(validFrom.toString()),
        rules,
        source,
        createdBy: actorName(tx.actor),
      })
      .onConflictDoNothing()
      .returning({ country: dunningRules.country });
    if (written.length === 0) {
      throw new ServiceError("CONFLICT", "There are rules from that day on already.");
    }
    await writeAudit(tx, {
      action: "dunning.rules_publish",
      subjectType: "dunning_rules",
      subjectId: country,
      detail: { validFrom: validFrom.toString(), rules, source },
    });
  });
}

/**
 * Enters the reference rate of a country from a day on, as its central bank published it; by finance.
 * @throws ServiceError FORBIDDEN, INVALID (out of range, no source), CONFLICT (there is one from that day on).
 */
export async function addReferenceRate(
  ctx: Ctx,
  input: {
    readonly country: string;
    readonly validFrom: Temporal.PlainDate;
    /** 10⁻⁴ %. */
    readonly rate: number;
    readonly source: string;
  },
): Promise<void> {
  requireRole(ctx, "finance");
  const { country, validFrom, rate } = input;
  const source = input.source.trim();
  if (!Number.isInteger(rate) || rate < -50_000 || rate > 300_000 || source === "") {
    throw new ServiceError("INVALID", "A rate lies between -5 % and 30 % and has a source.");
  }
  await inTransaction(ctx, async (tx) => {
    await storeDefaults(tx, country);
    const at = startOf(validFrom.toString());
    const [known] = await tx.db
      .select({ rate: referenceRates.rate })
      .from(referenceRates)
      .where(
        and(
          eq(referenceRates.tenantId, tx.tenantId),
          eq(referenceRates.country, country),
          eq(referenceRates.validFrom, at),
        ),
      );
    if (known) throw new ServiceError("CONFLICT", "There is a rate from that day on already.");
    await tx.db
      .insert(referenceRates)
      .values({ tenantId: tx.tenantId, country, validFrom: at, rate, source });
    await writeAudit(tx, {
      action: "dunning.reference_rate",
      subjectType: "dunning_rules",
      subjectId: country,
      detail: { validFrom: validFrom.toString(), rate, source },
    });
  });
}

function requireNotOver(ctx: Ctx, validFrom: Temporal.PlainDate): void {
  const today = ctx.clock.now().toZonedDateTimeISO("UTC").toPlainDate();
  if (Temporal.PlainDate.compare(validFrom, today) < 0) {
    throw new ServiceError("INVALID", "Rules begin today or later: what was done stays as it was.");
  }
}
