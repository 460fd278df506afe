import { describe, expect, it } from "vitest";
import { channelsOf, pushDeadline, topicNames, topicOf, topics, type NoticeKind } from "./topics";

const MUST_BE_MAILED: readonly NoticeKind[] = [
  "sign_in",
  "sign_up",
  "email_change",
  "email_change_asked",
  "email_changed",
  "email_change_taken_back",
  "invoice_issued",
  "reminder_issued",
  "charging_blocked",
  "payment_action_needed",
  "terms_changed",
  "erasure_requested",
  "erasure_done",
  "member_invited",
];

const NOTHING = { byMail: false, byPush: false };

describe("the topics of notices", () => {
  it("name each kind once", () => {
    const kinds = topicNames.flatMap((topic) => [...topics[topic].kinds]);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const topic of topicNames)
      for (const kind of topics[topic].kinds) expect(topicOf(kind)).toBe(topic);
  });

  it.each(MUST_BE_MAILED)("mail %s whatever was chosen", (kind) => {
    expect(channelsOf(topicOf(kind), NOTHING).byMail).toBe(true);
  });

  it("never push what holds a secret", () => {
    const all = { byMail: true, byPush: true };
    for (const kind of [
      "sign_in",
      "sign_up",
      "email_change",
      "email_change_asked",
      "email_changed",
      "member_invited",
    ] as const)
      expect(channelsOf(topicOf(kind), all).byPush).toBe(false);
  });

  it("follow a choice where there is one, and are quiet about starts and ends where there is none", () => {
    expect(channelsOf("idleFee", NOTHING)).toEqual(NOTHING);
    expect(channelsOf("chargeEnded", null)).toEqual({ byMail: false, byPush: true });
    expect(channelsOf("chargeEnded", { byMail: true, byPush: false })).toEqual({
      byMail: true,
      byPush: false,
    });
  });

  it("give up a countdown's push before it misleads", () => {
    const at = Temporal.Instant.from("2026-11-02T11:00:00Z");
    expect(pushDeadline("idle_fee_near", at)).toEqual(at.add({ minutes: 20 }));
  });
});
