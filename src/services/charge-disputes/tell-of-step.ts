import { and, eq, isNull, lte, or } from "drizzle-orm";

import { isLanguage } from "@/core/language";
import type { DisputeParty } from "@/core/disputes/dispute-steps";
import { accountMembers } from "@/db/schema/accounts";
import { cdrs } from "@/db/schema/cdrs";
import { drivers, tokens } from "@/db/schema/drivers";
import { partnerUsers } from "@/db/schema/exchange";
import { partners } from "@/db/schema/partners";
import { creditors } from "@/db/schema/settlements";
import { users } from "@/db/schema/users";
import { cdrField } from "@/services/cdrs/cdr-search";
import type { Ctx } from "@/services/context";
import {
  writeNotifications,
  type NewNotification,
} from "@/services/notifications/write-notification";
import type { DisputeEvent } from "./dispute-events";
import type { DisputeRow } from "./dispute-row";
import { seenBy } from "./seen-by";

/** Steps that a driver hears of by themselves; a credit note and a refund have mails of their own. */
const TO_DRIVER: ReadonlySet<DisputeEvent> = new Set([
  "opened",
  "reopened",
  "asked",
  "answered",
  "agreed",
  "not_billed",
  "refused",
  "note",
]);

/** Steps that wait for the CPO. */
const TO_PARTNER: ReadonlySet<DisputeEvent> = new Set(["asked", "note", "overdue"]);

/** What happened. */
export interface ToldStep {
  readonly what: DisputeEvent;
  readonly seq: number;
  readonly byKind: DisputeParty;
  /** What was said with it. */
  readonly text?: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Leaves the mails of a step to be sent: to the driver (the member who held the token then, while he is one), and to the CPO's people where it is their turn. */
export async function tellOfStep(ctx: Ctx, dispute: DisputeRow, step: ToldStep): Promise<void> {
  const facts = await readFacts(ctx, dispute);
  if (!facts) return;
  const { what, byKind } = step;
  const mails: NewNotification[] = [];
  const isForDriver = TO_DRIVER.has(what) && seenBy(step, "driver");
  if (isForDriver && (byKind !== "driver" || what === "opened" || what === "reopened")) {
    const { email, name, locale } = facts.driver;
    const url = `${ctx.settings.baseUrl}/disputes/${dispute.id}`;
    const payload = { ...facts.words, name, ...saidToDriver(dispute, step), url };
    mails.push({ key: keyOf(dispute, step, "driver"), kind: KIND, email, locale, payload });
  }
  if (TO_PARTNER.has(what) && seenBy(step, "partner") && byKind !== "partner") {
    mails.push(...(await toPartner(ctx, dispute, { step, words: facts.words })));
  }
  await writeNotifications(ctx, mails);
}

const KIND = "dispute_moved";

/** What a driver is told of a step: of a promise finance's own words, and how much it is where that is known. */
function saidToDriver(
  { state, amountMinor, currency }: DisputeRow,
  { what, text = "" }: ToldStep,
): Record<string, string> {
  if (what === "answered" && state === "agreed") return { step: "conceded" };
  if (what !== "agreed") return { step: what };
  const amount: Record<string, string> =
    amountMinor !== null && currency !== null
      ? { amount: "known", totalMinor: String(amountMinor), currency }
      : { amount: "coming" };
  return { step: "promised", said: text, ...amount };
}

function keyOf({ id }: DisputeRow, { seq }: ToldStep, who: string): string {
  return `${KIND}:${id}:${seq}:${who}`;
}

async function readFacts(ctx: Ctx, dispute: DisputeRow) {
  const [found] = await ctx.db
    .select({
      driver: { email: drivers.email, name: drivers.name, locale: drivers.locale },
      member: { email: accountMembers.email, name: accountMembers.name, locale: users.locale },
      operator: partners.name,
      place: cdrField("cdrLocation", "name"),
      address: cdrField("cdrLocation", "address"),
    })
    .from(cdrs)
    .innerJoin(drivers, and(eq(drivers.tenantId, cdrs.tenantId), eq(drivers.id, dispute.driverId)))
    .innerJoin(
      partners,
      and(eq(partners.tenantId, cdrs.tenantId), eq(partners.id, dispute.partnerId)),
    )
    .leftJoin(tokens, and(eq(tokens.tenantId, cdrs.tenantId), eq(tokens.id, cdrs.tokenId)))
    .leftJoin(
      accountMembers,
      and(
        eq(accountMembers.tenantId, tokens.tenantId),
        eq(accountMembers.id, tokens.memberId),
        eq(accountMembers.state, "active"),
        or(isNull(tokens.memberSince), lte(tokens.memberSince, cdrs.startedAt)),
      ),
    )
    .leftJoin(users, eq(users.id, accountMembers.userId))
    .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.id, dispute.cdrId)));
  if (!found) return null;
  const { operator, place, address, driver, member } = found;
  const holder =
    member?.email &&
    ({
      email: member.email,
      name: member.name ?? "",
      locale: isLanguage(member.locale) ? member.locale : driver.locale,
    } as const);
  return {
    driver: holder || driver,
    words: { number: dispute.number, operator, place: place ?? address ?? "" },
  };
}

/** Everybody who may answer on the CPO's pages; where nobody is let in, the address that it has for its invoices. */
async function toPartner(
  ctx: Ctx,
  dispute: DisputeRow,
  { step, words }: { readonly step: ToldStep; readonly words: Record<string, string> },
): Promise<NewNotification[]> {
  const people = await ctx.db
    .select({ email: users.email, name: users.name, locale: users.locale })
    .from(partnerUsers)
    .innerJoin(users, eq(users.id, partnerUsers.userId))
    .where(
      and(eq(partnerUsers.tenantId, ctx.tenantId), eq(partnerUsers.partnerId, dispute.partnerId)),
    );
  const readers = people.length > 0 ? people : await readContacts(ctx, dispute);
  return readers.map(({ email, name, locale }) => ({
    key: keyOf(dispute, step, email),
    kind: KIND,
    email,
    locale: isLanguage(locale) ? locale : "en",
    payload: {
      ...words,
      name: name ?? "",
      step: `partner_${step.what}`,
      url: `${ctx.settings.baseUrl}/partner/disputes/${dispute.id}`,
    },
  }));
}

async function readContacts(ctx: Ctx, { partnerId }: DisputeRow) {
  const rows = await ctx.db
    .select({ email: creditors.email })
    .from(creditors)
    .where(and(eq(creditors.tenantId, ctx.tenantId), eq(creditors.partnerId, partnerId)));
  const addresses = new Set(rows.flatMap(({ email }) => email ?? []));
  return [...addresses].map((email) => ({ email, name: null, locale: null }));
}
