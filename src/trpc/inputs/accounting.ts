import { z } from "zod";
import { choiceField, dayField, idField, pageField } from "./address";

export const exportFormats = ["sie4", "datev", "csv"] as const;

const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);

/** What a batch shall hold, as it stands in the address of its preview. */
export const exportsInput = z.object({
  format: choiceField(exportFormats),
  month: month.optional().catch(undefined),
  entity: idField,
  page: pageField,
});

export const batchInput = z.object({
  legalEntityId: z.uuid(),
  format: z.enum(exportFormats),
  month,
  mark: z.string().max(64),
});

export const previewInput = batchInput.omit({ mark: true });

export const entityInput = z.object({ entity: idField });

export const postingRoleInput = z.object({
  legalEntityId: z.uuid(),
  role: z.string().trim().min(1).max(60),
  account: z.string().trim().max(8),
  name: z.string().trim().min(1).max(100),
  vatCode: z.string().trim().max(4),
  from: z.iso.date(),
});

export const exchangeRateInput = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  validOn: z.iso.date(),
  rate: z.string().trim().min(1).max(20),
  source: z.string().trim().min(1).max(200),
});

export const closeInput = z.object({ month, confirmation: z.string().max(20) });

export const closePageInput = z.object({ month: month.optional().catch(undefined) });

export const trialInput = z.object({ from: dayField, to: dayField });
