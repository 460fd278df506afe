import { z } from "zod";

const wholeText = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/)
    .refine((text) => Number(text) >= least && Number(text) <= most);
const optional = (text: z.ZodType<string, string>) => z.union([z.literal(""), text]);
const amps = optional(wholeText(1, 10_000));
const kilowatts = optional(
  z
    .string()
    .trim()
    .regex(/^\d{1,6}([.,]\d{1,3})?$/)
    .refine((text) => Number(text.replace(",", ".")) > 0),
);
const name = z.string().trim().min(1).max(100);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** A limit as it is written: A on each phase, kW over all phases; empty: none. */
const limit = { limitA: amps, limitKw: kilowatts };
const isLimited = (one: { readonly limitA: string; readonly limitKw: string }) =>
  one.limitA !== "" || one.limitKw !== "";

export const siteIdInput = z.object({ siteId: z.uuid() });

export const slotLengths = ["5", "10", "15"] as const;

const newSite = z.object({
  locationId: z.uuid(),
  name,
  gridName: name,
  ...limit,
  zone: z.string().max(20),
  slotMinutes: z.enum(slotLengths),
  isSteered: z.boolean(),
});
export const newSiteInput = newSite.refine(isLimited, { path: ["limitA"] });
export type NewSiteForm = z.input<typeof newSiteInput>;

/** The steps of a base load: figures in kW, separated by spaces, semicolons or lines. */
const steps = z
  .string()
  .trim()
  .max(20_000)
  .refine((text) => text === "" || readSteps(text) !== null);

/** W of each step, as long as there are as many as fit into a day; null: they don't. */
export function readSteps(text: string): readonly number[] | null {
  const words = text.trim().split(/[\s;]+/);
  const figures = words.map((word) => Number(word.replace(",", ".")) * 1_000);
  const areFine = figures.every((one) => Number.isFinite(one) && one >= 0 && one <= 1e8);
  return areFine && 1_440 % figures.length === 0 ? figures.map(Math.round) : null;
}

const siteSettings = z.object({
  name,
  timeZone: z.string().trim().min(1).max(64),
  zone: z.string().max(20),
  voltage: wholeText(100, 1_000),
  slotMinutes: z.enum(slotLengths),
  horizonHours: wholeText(1, 72),
  isSteered: z.boolean(),
  safeKw: z.union([z.literal("0"), kilowatts]),
  weekdayKw: steps,
  weekendKw: steps,
  assumedStayMinutes: wholeText(5, 20_160),
  assumedEnergyKwh: wholeText(1, 1_000),
});
const hasSameSteps = (form: { readonly weekdayKw: string; readonly weekendKw: string }) =>
  form.weekendKw.trim() === "" ||
  readSteps(form.weekdayKw)?.length === readSteps(form.weekendKw)?.length;
export const siteSettingsForm = siteSettings.refine(hasSameSteps, { path: ["weekendKw"] });
export type SiteSettingsForm = z.input<typeof siteSettingsForm>;
export const changeSiteInput = z.object({ siteId: z.uuid(), settings: siteSettingsForm });

const windowForm = z
  .object({
    days: z.array(z.boolean()).length(7),
    fromClock: clock,
    toClock: clock,
    ...limit,
  })
  .refine(isLimited, { path: ["limitA"] })
  .refine(({ days }) => days.some(Boolean), { path: ["days"] });

export const nodeForm = z.object({
  name,
  parentId: z.string(),
  ...limit,
  phases: z.enum(["1", "3"]),
  firstPhase: z.enum(["", "1", "2", "3"]),
  locationOcpiId: z.string().trim().max(36),
  evseUid: z.string().trim().max(36),
  windows: z.array(windowForm).max(50),
});
export type NodeForm = z.input<typeof nodeForm>;
export const nodeKinds = ["grid", "feeder", "evse"] as const;
export const putNodeInput = z.object({
  siteId: z.uuid(),
  nodeId: z.uuid().nullable(),
  kind: z.enum(nodeKinds),
  node: nodeForm,
});
export const removeNodeInput = z.object({ siteId: z.uuid(), nodeId: z.uuid() });

export const addLocationInput = z.object({
  siteId: z.uuid(),
  locationId: z.uuid(),
  parentId: z.uuid(),
});

export const keyForm = z.object({ name });
export type KeyForm = z.input<typeof keyForm>;
export const newKeyInput = keyForm.extend({ siteId: z.uuid() });
export const revokeKeyInput = z.object({ siteId: z.uuid(), keyId: z.uuid() });

const localTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
export const signalForm = z
  .object({
    nodeId: z.uuid(),
    limitA: optional(wholeText(0, 10_000)),
    limitKw: z.union([z.literal("0"), kilowatts]),
    startsAt: localTime,
    endsAt: localTime,
  })
  .refine(isLimited, { path: ["limitA"] })
  .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ["endsAt"] });
export type SignalForm = z.input<typeof signalForm>;
export const putSignalInput = z.object({ siteId: z.uuid(), signal: signalForm });
export const endSignalInput = z.object({ siteId: z.uuid(), reference: z.string().max(100) });
