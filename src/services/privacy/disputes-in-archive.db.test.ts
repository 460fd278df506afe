import { expect, it } from "vitest";
import { addDisputeNote } from "@/services/charge-disputes/add-dispute-note";
import { openDispute } from "@/services/charge-disputes/open-dispute";
import { testDatabase } from "@/testing/database";
import { aDisputedMonth, PIXEL } from "@/testing/disputed-month";
import { readDataSubject, readPersonalFiles, readPersonalRows } from "./read-personal-data";

const database = testDatabase();

it("gives a driver his objection as he sees it: not what finance notes for itself, nor who wrote", async () => {
  const { ctx, me, finance, driver, cdrRow } = await aDisputedMonth(database.pool);
  const pictures = [{ content: PIXEL }];
  const { id: cdrId } = await cdrRow("C2");
  const { id } = await openDispute(me, {
    id: cdrId,
    reason: "fault",
    text: "It stopped",
    pictures,
  });
  const own = { words: "He calls often", readers: "finance" } as const;
  await addDisputeNote(finance, "finance", { id, ...own, pictures });
  await addDisputeNote(finance, "finance", { id, words: "We look at it", readers: "driver" });

  const subject = await readDataSubject(ctx, driver.id);
  const texts = [];
  for await (const { table, rows } of readPersonalRows(ctx, subject!)) {
    if (table.name === "charge_dispute_events") texts.push(...rows);
  }
  expect(texts.map((row) => (JSON.parse(row) as { text: string }).text)).toEqual([
    "It stopped",
    "We look at it",
  ]);
  expect(texts.join(" ")).not.toContain("Finn");
  const names = [];
  for await (const { name } of readPersonalFiles(ctx, subject!)) names.push(name);
  expect(names.filter((name) => name.startsWith("pictures/"))).toHaveLength(1);
});
