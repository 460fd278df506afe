import { z } from "zod";

const name = z.string().trim().min(1).max(100);
const versionsUrl = z.url({ protocol: /^https?$/ }).max(2_000);
const token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{1,256}$/);

export const invitePartnerInput = z.object({ name });
export type InvitePartnerInput = z.input<typeof invitePartnerInput>;

export const addPartnerInput = z.object({ name, versionsUrl, token });
export type AddPartnerInput = z.input<typeof addPartnerInput>;

export const partnerIdInput = z.object({ partnerId: z.uuid() });

export const registerAgainInput = partnerIdInput.extend({ versionsUrl, token });
export const registerAgainForm = registerAgainInput.omit({ partnerId: true });
export type RegisterAgainForm = z.input<typeof registerAgainForm>;

const decimal = (places: number) => new RegExp(String.raw`^(\d{1,3}([.,]\d{1,${places}})?)?$`);

/** The settings of a partner as people type them. An empty tolerance takes the default. */
export const partnerSettingsForm = z.object({
  authEncoding: z.enum(["default", "base64", "raw"]),
  trailingSlash: z.boolean(),
  maySpeakForOthers: z.boolean(),
  /** In the currency's main unit, at most 100. */
  tolerance: z
    .string()
    .trim()
    .regex(decimal(6))
    .refine((text) => Number(text.replace(",", ".")) <= 100),
  /** In per cent, at most 5. */
  toleranceRate: z
    .string()
    .trim()
    .regex(decimal(4))
    .refine((text) => Number(text.replace(",", ".")) <= 5),
});
export type PartnerSettingsForm = z.input<typeof partnerSettingsForm>;

export const partnerSettingsInput = partnerSettingsForm.extend({ partnerId: z.uuid() });

export const partnerActionInput = partnerIdInput.extend({
  action: z.enum(["rotate", "unregister"]),
});
