import { z } from "zod";

const memberRole = z.enum(["admin", "bookkeeper", "driver"]);
const purpose = z.enum(["business", "private"]);
const name = z.string().trim().min(1).max(100);
/** Empty: none. */
const choice = z.union([z.literal(""), z.uuid()]);
/** Empty: not said. */
const clock = z.string().regex(/^$|^([01]\d|2[0-3]):[0-5]\d$/);

/** Somebody to invite. */
export const inviteInput = z.object({
  name,
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  role: memberRole,
  costCentreId: choice,
});
export type InviteInput = z.infer<typeof inviteInput>;

export const memberInput = inviteInput.omit({ email: true }).extend({ id: z.uuid() });

export const holderInput = z.object({ tokenId: z.uuid(), memberId: choice });

/** A cost centre as its form holds it. Without an id it is a new one. */
export const costCentreInput = z.object({
  id: choice,
  code: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,34}$/u),
  name,
});

export const archiveInput = z.object({ id: z.uuid(), isArchived: z.boolean() });

const MOST_NAMED = 200;
const named = z.array(z.uuid()).max(MOST_NAMED);

/** A rule as its form holds it. Without an id it is a new one; a list that names nothing holds for all. */
export const ruleInput = z.object({
  id: choice,
  name,
  /** Bits: 1 is Monday, 64 is Sunday; 127 is every day. */
  weekdays: z.int().min(1).max(127),
  from: clock,
  to: clock,
  /** "SE*NSL*LOC1". */
  places: z.array(z.string().min(1).max(120)).max(MOST_NAMED),
  vehicleIds: named,
  tokenIds: named,
  memberIds: named,
  purpose,
  costCentreId: choice,
});
export type RuleInput = z.infer<typeof ruleInput>;

export const moveRuleInput = z.object({ id: z.uuid(), to: z.enum(["up", "down"]) });

/** What somebody says of a charge; null: what the rules say. */
export const labelInput = z.object({
  id: z.uuid(),
  said: z.object({ purpose, costCentreId: choice }).nullable(),
});

export const memberLimitInput = z.object({
  memberId: z.uuid(),
  span: z.enum(["charge", "day", "month"]),
  currency: z.string().regex(/^[A-Z]{3}$/),
  amountMinor: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(BigInt)
    .nullable(),
});
