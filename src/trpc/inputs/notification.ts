import { z } from "zod";
import { languages } from "@/core/language";
import { isTopic, type Topic } from "@/core/notices/topics";

const topic = z.custom<Topic>((value) => typeof value === "string" && isTopic(value));

/** Where groups of notices go. */
export const topicChoicesInput = z.object({
  choices: z.array(z.object({ topic, byMail: z.boolean(), byPush: z.boolean() })).max(50),
});

/** A browser that asks to be told (W3C Push API): a point of P-256 (65 bytes) and a secret of 16 bytes, base64url. */
export const browserInput = z.object({
  endpoint: z.url().max(1_000),
  p256dh: z.string().regex(/^[\w-]{87}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
  locale: z.enum(languages),
  userAgent: z.string().max(400).nullable(),
});

/** A browser that wants to be told no more. */
export const endpointInput = z.object({ endpoint: z.string().min(1).max(1_000) });
