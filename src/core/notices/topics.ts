/** What a notice tells of; the names are those of `notifications.kind`. */
export type NoticeKind =
  | "sign_in"
  | "sign_up"
  | "email_change"
  | "email_change_asked"
  | "email_changed"
  | "email_change_taken_back"
  | "member_invited"
  | "member_removed"
  | "data_export_ready"
  | "erasure_requested"
  | "erasure_done"
  | "charge_started"
  | "charge_ended"
  | "idle_fee_near"
  | "cap_near"
  | "cap_reached"
  | "limit_reached"
  | "wallet_low"
  | "wallet_negative"
  | "credit_expiring"
  | "topup_succeeded"
  | "invoice_issued"
  | "debit_announced"
  | "credit_note_issued"
  | "payment_failed"
  | "payment_action_needed"
  | "payment_returned"
  | "topup_failed"
  | "topup_action_needed"
  | "reminder_issued"
  | "charging_blocked"
  | "payment_succeeded"
  | "refund_issued"
  | "charge_billed_late"
  | "charge_price_changed"
  | "dispute_answered"
  | "dispute_moved"
  | "plan_changed"
  | "plan_confirmed"
  | "terms_changed"
  | "card_sent"
  | "receipts_ready"
  | "push_test";

/** How a group of notices goes out where nobody has chosen. */
interface TopicRules {
  /** always: it must reach him, whatever he chose. */
  readonly mail: "always" | "on" | "off";
  /** never: a secret, or nothing that a screen should show. */
  readonly push: "on" | "off" | "never";
  /**
   * How soon a push must come: `seconds` is how long it is worth delivering (RFC 8030 TTL), `urgency` how much of a
   * battery it is worth (RFC 8030, 5.3).
   */
  readonly seconds: number;
  readonly urgency: "low" | "normal" | "high";
  readonly kinds: readonly NoticeKind[];
}

const HOUR = 3_600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** The groups in which people choose, in the order of their page. Quiet unless there is something to do. */
export const topics = {
  chargeStarted: {
    mail: "off",
    push: "on",
    seconds: HOUR,
    urgency: "normal",
    kinds: ["charge_started"],
  },
  chargeEnded: {
    mail: "off",
    push: "on",
    seconds: 6 * HOUR,
    urgency: "normal",
    kinds: ["charge_ended"],
  },
  idleFee: { mail: "on", push: "on", seconds: HOUR / 3, urgency: "high", kinds: ["idle_fee_near"] },
  limit: {
    mail: "on",
    push: "on",
    seconds: HOUR,
    urgency: "high",
    kinds: ["cap_near", "cap_reached", "limit_reached"],
  },
  billedLate: {
    mail: "on",
    push: "on",
    seconds: WEEK,
    urgency: "low",
    kinds: ["charge_billed_late"],
  },
  priceChanged: {
    mail: "on",
    push: "on",
    seconds: WEEK,
    urgency: "low",
    kinds: ["charge_price_changed"],
  },
  dispute: {
    mail: "on",
    push: "on",
    seconds: WEEK,
    urgency: "normal",
    kinds: ["dispute_moved", "dispute_answered"],
  },
  paymentTrouble: {
    mail: "always",
    push: "on",
    seconds: 3 * DAY,
    urgency: "normal",
    kinds: [
      "payment_failed",
      "payment_action_needed",
      "payment_returned",
      "topup_failed",
      "topup_action_needed",
    ],
  },
  reminder: {
    mail: "always",
    push: "on",
    seconds: 3 * DAY,
    urgency: "normal",
    kinds: ["reminder_issued", "charging_blocked"],
  },
  invoice: {
    mail: "always",
    push: "on",
    seconds: WEEK,
    urgency: "low",
    kinds: ["invoice_issued", "debit_announced", "credit_note_issued"],
  },
  paymentDone: {
    mail: "on",
    push: "off",
    seconds: DAY,
    urgency: "low",
    kinds: ["payment_succeeded", "refund_issued"],
  },
  wallet: {
    mail: "on",
    push: "on",
    seconds: DAY,
    urgency: "normal",
    kinds: ["wallet_low", "wallet_negative", "credit_expiring", "topup_succeeded"],
  },
  card: { mail: "on", push: "on", seconds: WEEK, urgency: "low", kinds: ["card_sent"] },
  receipts: { mail: "on", push: "off", seconds: WEEK, urgency: "low", kinds: ["receipts_ready"] },
  agreement: {
    mail: "always",
    push: "off",
    seconds: WEEK,
    urgency: "low",
    kinds: ["plan_changed", "plan_confirmed", "terms_changed"],
  },
  account: {
    mail: "always",
    push: "never",
    seconds: DAY,
    urgency: "normal",
    kinds: [
      "sign_in",
      "sign_up",
      "email_change",
      "email_change_asked",
      "email_changed",
      "email_change_taken_back",
      "member_invited",
      "member_removed",
      "data_export_ready",
      "erasure_requested",
      "erasure_done",
    ],
  },
} as const satisfies Record<string, TopicRules>;

/** A group of notices as people choose them. */
export type Topic = keyof typeof topics;

/** Every group, in the order of the page. */
export const topicNames = Object.keys(topics) as readonly Topic[];

const topicByKind = new Map<NoticeKind, Topic>(
  topicNames.flatMap((topic) => topics[topic].kinds.map((kind) => [kind, topic] as const)),
);

/** The group that a notice belongs to. Unknown kinds are the account's: never silenced, never pushed. */
export function topicOf(kind: NoticeKind): Topic {
  return topicByKind.get(kind) ?? "account";
}

/** Whether a text names a group. */
export function isTopic(text: string): text is Topic {
  return Object.hasOwn(topics, text);
}

/** Where a group's notices go. */
export interface Channels {
  readonly byMail: boolean;
  readonly byPush: boolean;
}

/** Where a group's notices go when somebody chose so, or (null) chose nothing: what must be mailed is. */
export function channelsOf(topic: Topic, chosen: Channels | null): Channels {
  const { mail, push } = topics[topic];
  return {
    byMail: mail === "always" || (chosen?.byMail ?? mail === "on"),
    byPush: push !== "never" && (chosen?.byPush ?? push === "on"),
  };
}

/** Until when a push of a notice written at `writtenAt` is worth sending. */
export function pushDeadline(kind: NoticeKind, writtenAt: Temporal.Instant): Temporal.Instant {
  return writtenAt.add({ seconds: topics[topicOf(kind)].seconds });
}
