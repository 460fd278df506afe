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

export const dismissErrorInput = partnerIdInput.extend({ error: z.string().max(2_000) });

export const registerAgainInput = partnerIdInput.extend({ versionsUrl, token });
export const registerAgainForm = registerAgainInput.omit({ partnerId: true });
export type RegisterAgainForm = z.input<typeof registerAgainForm>;

const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{0,6}$/)
    .refine((text) => text === "" || (Number(text) >= least && Number(text) <= most));

/** The versions that may be offered, the oldest first. */
export const offeredVersions = ["2.1.1", "2.2.1", "2.3.0"] as const;

/** The modules that may be hidden: all that we serve but credentials, without which nobody registers. */
export const hideableModules = [
  "locations",
  "tariffs",
  "sessions",
  "cdrs",
  "tokens",
  "commands",
  "chargingprofiles",
  "hubclientinfo",
  "invoicereconciliation",
] as const;

const PARTY = /^([a-z]{2})[/*-]?([a-z0-9]{3})$/i;

/** Parties as people list them ("SE-NSL, nl/kne"), each as `SE/NSL`. Null where one is no party. */
export function readParties(text: string): readonly string[] | null {
  const read = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((word) => PARTY.exec(word));
  return read.some((match) => match === null)
    ? null
    : read.map((match) => `${match?.[1]}/${match?.[2]}`.toUpperCase());
}

/** Hosts as people list them ("ocpi.example.com, Api.Example.org"). Null where one is no name of a host. */
export function readHosts(text: string): readonly string[] | null {
  const names = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const isHost = (host: string) =>
    !host.includes("*") && URL.parse(`https://${host}`)?.hostname === host;
  return names.every(isHost) ? names : null;
}

/** The settings of a partner as people type them. An empty text takes the default. */
export const partnerSettingsForm = z.object({
  versions: z.array(z.enum(offeredVersions)).min(1),
  shownModules: z.array(z.enum(hideableModules)),
  authEncoding: z.enum(["default", "base64", "raw"]),
  trailingSlash: z.boolean(),
  strictness: z.enum(["tolerant", "strict"]),
  energyUnit: z.enum(["kWh", "Wh"]),
  fractionSeconds: z.enum(["default", "with", "without"]),
  parties: z
    .string()
    .trim()
    .max(2_000)
    .refine((text) => readParties(text) !== null),
  hosts: z
    .string()
    .trim()
    .max(5_000)
    .refine((text) => readHosts(text) !== null),
  maySpeakForOthers: z.boolean(),
  isEmspOnly: z.boolean(),
  authorizeNeedsLocation: z.boolean(),
  hubDialect: z.enum(["none", "authorization-id"]),
  requestsPerSecond: whole(1, 10_000),
  pullOverlapSeconds: whole(0, 604_800),
});
export type PartnerSettingsForm = z.input<typeof partnerSettingsForm>;

export const partnerSettingsInput = partnerSettingsForm.extend({ partnerId: z.uuid() });

export const partnerActionInput = partnerIdInput.extend({
  action: z.enum(["rotate", "unregister", "check_tokens"]),
});

/** A setting that a partner's messages suggest. */
export const applyHabitInput = partnerIdInput.extend({ setting: z.enum(["trailingSlash"]) });

export const allowHostInput = partnerIdInput.extend({ host: z.string().min(1).max(253) });

/** A list of a partner to read now. */
export const readListInput = partnerIdInput.extend({ module: z.string().max(40) });
