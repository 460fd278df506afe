import { and, desc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { notifications } from "@/db/schema/notifications";
import { renderMail } from "@/mail/render-mail";
import type { Ctx } from "@/services/context";
import { testDatabase } from "@/testing/database";
import { aDisputedMonth } from "@/testing/disputed-month";
import { answerDispute } from "./answer-dispute";
import { askOperator } from "./ask-operator";
import { agreeDispute } from "./decide-dispute";
import { openDispute } from "./open-dispute";
import { readOwnDispute } from "./read-dispute";

const database = testDatabase();

async function anObjection() {
  const month = await aDisputedMonth(database.pool);
  const { id: charge } = await month.cdrRow("C2");
  const said = { id: charge, reason: "fault", text: "It stopped after 10 kWh" } as const;
  return { ...month, ...(await openDispute(month.me, said)) };
}

/** The last mail of a dispute to its driver, as it is read in English. */
async function lastMail(ctx: Ctx, email: string) {
  const [row] = await ctx.db
    .select({ payload: notifications.payload })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.kind, "dispute_moved"),
        eq(notifications.email, email),
      ),
    )
    .orderBy(desc(notifications.id))
    .limit(1);
  const { payload = {} } = row ?? {};
  const mail = renderMail({ kind: "dispute_moved", locale: "en", sender: "Kvitt", payload });
  return { ...mail, text: mail.text.replaceAll("\u00a0", " ") };
}

describe("a promise to give a charge back", () => {
  it("reaches the driver with its amount and finance's own words, which stand in the trace, too", async () => {
    const { ctx, me, finance, driver, id, number } = await anObjection();
    await expect(agreeDispute(finance, { id, words: " " })).rejects.toMatchObject({
      code: "INVALID",
    });
    await agreeDispute(finance, { id, words: "You are right: the log shows 10 kWh." });
    const { subject, text } = await lastMail(ctx, driver.email);
    expect(subject).toBe(`${number}: you get it back`);
    expect(text).toContain("Slussen P-hus is to be given back: SEK 83.50.");
    expect(text).toContain("“You are right: the log shows 10 kWh.”");
    const { state, events } = await readOwnDispute(me, id);
    expect(state).toBe("agreed");
    expect(events.at(-1)).toMatchObject({ text: "You are right: the log shows 10 kWh." });
  });

  it("is told as one where the operator gives in, not as an answer that is still looked at", async () => {
    const { ctx, finance, nora, driver, partner, id, number } = await anObjection();
    await askOperator(finance, { id, words: "Please check your log." });
    await answerDispute(nora, { id, answer: "agree", words: "Our meter was wrong." });
    const { subject, text } = await lastMail(ctx, driver.email);
    expect(subject).toBe(`${number}: ${partner.name} agrees with you`);
    expect(text).not.toContain("We decide next");
  });
});
