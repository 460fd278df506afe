import type { z } from "zod";
import type { NodeDraft, SiteSettings } from "@/core/smart-charging/site/site-draft";
import type { NodeInput } from "@/services/sites/edit-tree";
import {
  type nodeForm,
  type nodeKinds,
  readSteps,
  type siteSettingsForm,
} from "@/trpc/inputs/site";

/** A written limit in A and W; empty: none. */
export function readLimit(form: { readonly limitA: string; readonly limitKw: string }) {
  return {
    limitA: form.limitA === "" ? null : Number(form.limitA),
    limitW: form.limitKw === "" ? null : wattsOf(form.limitKw),
  };
}

function wattsOf(kilowatts: string): number {
  return Math.round(Number(kilowatts.replace(",", ".")) * 1_000);
}

/** A site's settings as they are written in its form. */
export function readSettings(form: z.output<typeof siteSettingsForm>): SiteSettings {
  const slotMinutes = Number(form.slotMinutes) as SiteSettings["slotMinutes"];
  return {
    name: form.name,
    timeZone: form.timeZone,
    zone: form.zone === "" ? null : form.zone,
    voltage: Number(form.voltage),
    slotMinutes,
    horizonSlots: Math.floor((Number(form.horizonHours) * 60) / slotMinutes),
    isSteered: form.isSteered,
    safeW: form.safeKw === "" ? null : wattsOf(form.safeKw),
    baseLoad: readCurve(form),
    assumedStayMinutes: Number(form.assumedStayMinutes),
    assumedEnergyWh: Number(form.assumedEnergyKwh) * 1_000,
  };
}

function readCurve(form: z.output<typeof siteSettingsForm>): SiteSettings["baseLoad"] {
  const weekdayW = form.weekdayKw === "" ? null : readSteps(form.weekdayKw);
  if (!weekdayW) return null;
  const weekendW = form.weekendKw === "" ? weekdayW : (readSteps(form.weekendKw) ?? weekdayW);
  return { stepMinutes: 1_440 / weekdayW.length, weekdayW, weekendW };
}

/** A part of a tree as it is written in its form. */
export function readNode(
  form: z.output<typeof nodeForm>,
  of: { readonly nodeId: string | null; readonly kind: (typeof nodeKinds)[number] },
): NodeInput {
  const isPoint = of.kind === "evse";
  const firstPhase = form.firstPhase === "" ? null : Number(form.firstPhase);
  return {
    key: of.nodeId,
    parentKey: of.kind === "grid" ? null : form.parentId,
    kind: of.kind,
    name: form.name,
    ...readLimit(form),
    phases: form.phases === "1" ? 1 : 3,
    firstPhase: firstPhase as NodeDraft["firstPhase"],
    locationOcpiId: isPoint ? form.locationOcpiId : null,
    evseUid: isPoint ? form.evseUid : null,
    windows: form.windows.map(({ days, fromClock, toClock, ...limit }) => ({
      weekdays: days.reduce((bits, isOn, day) => bits + (isOn ? 1 << day : 0), 0),
      fromClock,
      toClock,
      ...readLimit(limit),
    })),
  };
}
