import { translatorFor, type Say } from "@/i18n/translator";
import { formatDay, formatEnergy, formatMicroMoney, formatMoney, formatTime } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import { planSections, type MailSection } from "./plan-sections";

/** The kinds of mail and the texts each is made of. */
const kinds = {
  sign_in: {
    subject: "signInSubject",
    body: "signInBody",
    action: "signInAction",
    footer: "signInFooter",
  },
  sign_up: {
    subject: "signUpSubject",
    body: "signUpBody",
    action: "signUpAction",
    footer: "signUpFooter",
  },
  email_change: {
    subject: "emailChangeSubject",
    body: "emailChangeBody",
    action: "emailChangeAction",
    footer: "signInFooter",
  },
  email_change_asked: {
    subject: "emailChangeAskedSubject",
    body: "emailChangeAskedBody",
    action: "emailChangeAskedAction",
    footer: "emailChangeAskedFooter",
  },
  email_changed: {
    subject: "emailChangedSubject",
    body: "emailChangedBody",
    action: "emailChangeAskedAction",
    footer: "emailChangedFooter",
  },
  email_change_taken_back: {
    subject: "emailChangeTakenBackSubject",
    body: "emailChangeTakenBackBody",
    action: "emailChangeTakenBackAction",
  },
  terms_changed: {
    subject: "termsChangedSubject",
    body: "termsChangedBody",
    action: "termsChangedAction",
  },
  invoice_issued: { subject: "invoiceSubject", body: "invoiceBody", action: "invoiceAction" },
  payment_succeeded: { subject: "paidSubject", body: "paidBody", action: "paidAction" },
  payment_failed: { subject: "failedSubject", body: "failedBody", action: "failedAction" },
  payment_action_needed: { subject: "actionSubject", body: "actionBody", action: "actionAction" },
  payment_returned: { subject: "returnedSubject", body: "returnedBody", action: "returnedAction" },
  refund_issued: { subject: "refundSubject", body: "refundBody", action: "refundAction" },
  credit_note_issued: {
    subject: "creditNoteSubject",
    body: "creditNoteBody",
    action: "creditNoteAction",
  },
  reminder_issued: { subject: "reminderSubject", body: "reminderBody", action: "reminderAction" },
  charging_blocked: { subject: "blockedSubject", body: "blockedBody", action: "blockedAction" },
  topup_succeeded: {
    subject: "topupPaidSubject",
    body: "topupPaidBody",
    action: "topupPaidAction",
  },
  topup_failed: {
    subject: "topupFailedSubject",
    body: "topupFailedBody",
    action: "topupFailedAction",
  },
  topup_action_needed: {
    subject: "topupActionSubject",
    body: "topupActionBody",
    action: "topupActionAction",
  },
  wallet_low: { subject: "walletLowSubject", body: "walletLowBody", action: "walletLowAction" },
  wallet_negative: {
    subject: "walletNegativeSubject",
    body: "walletNegativeBody",
    action: "walletNegativeAction",
  },
  credit_expiring: {
    subject: "creditExpiringSubject",
    body: "creditExpiringBody",
    action: "creditExpiringAction",
  },
  limit_reached: { subject: "limitSubject", body: "limitBody", action: "limitAction" },
  plan_changed: {
    subject: "planChangedSubject",
    body: "planChangedBody",
    action: "planChangedAction",
  },
  plan_confirmed: {
    subject: "planConfirmedSubject",
    body: "planConfirmedBody",
    action: "planConfirmedAction",
  },
  debit_announced: {
    subject: "debitAnnouncedSubject",
    body: "debitAnnouncedBody",
    action: "debitAnnouncedAction",
  },
  dispute_answered: {
    subject: "disputeAnsweredSubject",
    body: "disputeAnsweredBody",
    action: "disputeAnsweredAction",
  },
  dispute_moved: {
    subject: "disputeMovedSubject",
    body: "disputeMovedBody",
    action: "disputeMovedAction",
  },
  charge_started: {
    subject: "chargeStartedSubject",
    body: "chargeStartedBody",
    action: "chargeStartedAction",
  },
  charge_ended: {
    subject: "chargeEndedSubject",
    body: "chargeEndedBody",
    action: "chargeEndedAction",
  },
  idle_fee_near: { subject: "idleFeeSubject", body: "idleFeeBody", action: "idleFeeAction" },
  cap_near: { subject: "capNearSubject", body: "capNearBody", action: "capNearAction" },
  cap_reached: { subject: "capReachedSubject", body: "capReachedBody", action: "capReachedAction" },
  charge_billed_late: {
    subject: "billedLateSubject",
    body: "billedLateBody",
    action: "billedLateAction",
  },
  charge_price_changed: {
    subject: "priceChangedSubject",
    body: "priceChangedBody",
    action: "priceChangedAction",
  },
  card_sent: { subject: "cardSentSubject", body: "cardSentBody", action: "cardSentAction" },
  receipts_ready: {
    subject: "receiptsSubject",
    body: "receiptsBody",
    action: "receiptsAction",
  },
  member_invited: {
    subject: "memberInvitedSubject",
    body: "memberInvitedBody",
    action: "memberInvitedAction",
    footer: "memberInvitedFooter",
  },
  member_removed: {
    subject: "memberRemovedSubject",
    body: "memberRemovedBody",
    action: "memberRemovedAction",
  },
  data_export_ready: {
    subject: "dataExportReadySubject",
    body: "dataExportReadyBody",
    action: "dataExportReadyAction",
  },
  erasure_requested: {
    subject: "erasureRequestedSubject",
    body: "erasureRequestedBody",
    action: "erasureRequestedAction",
  },
  erasure_done: {
    subject: "erasureDoneSubject",
    body: "erasureDoneBody",
    action: "erasureDoneAction",
  },
  push_test: { subject: "pushTestSubject", body: "pushTestBody", action: "pushTestAction" },
} as const satisfies Record<
  string,
  { subject: string; body: string; action: string; footer?: string }
>;

export type MailKind = keyof typeof kinds;

/** Whether there are texts for a kind. */
export function hasTexts(kind: string): kind is MailKind {
  return Object.hasOwn(kinds, kind);
}

/**
 * What is to be told, as data: `url` is where the button leads, `name` whom it greets. These become words and figures of
 * the reader's language: with `currency` the amounts `totalMinor`, `capMinor`, `oldMinor` (as total, cap, old) and the
 * unit price `priceMicro` (price); `energyMicroKwh` (energy); `dueOn`, and `from` with `to`; `at` with `timeZone` (time, on that clock);
 * `advice` (a key of the texts).
 */
export interface MailMessage {
  readonly kind: MailKind;
  readonly locale: Locale;
  readonly sender: string;
  readonly payload: Readonly<Record<string, string>>;
}

/** A mail as it goes out. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The same facts in a few words, for where there is little room. */
export function noticeTexts(message: MailMessage): {
  readonly title: string;
  readonly body: string;
} {
  const say = translatorFor(message.locale, "mail");
  const payload = inWords(message, say);
  const texts = kinds[message.kind];
  return { title: oneLine(say(texts.subject, payload)), body: oneLine(say(texts.body, payload)) };
}

/** Renders a mail as plain text and as HTML without anything to load. All values are escaped. */
export function renderMail(message: MailMessage): RenderedMail {
  const say = translatorFor(message.locale, "mail");
  const payload = inWords(message, say);
  const texts = kinds[message.kind];
  const parts = {
    greeting: payload["name"] ? say("greeting", { name: payload["name"] }) : say("greetingPlain"),
    body: say(texts.body, payload),
    action: say(texts.action),
    url: payload["url"] ?? "",
    sections: message.kind === "plan_confirmed" ? planSections(message) : [],
    footer: "footer" in texts ? say(texts.footer, payload) : "",
    signature: say("signature", { sender: message.sender }),
  };
  return {
    subject: oneLine(say(texts.subject, payload)),
    text: asText(parts),
    html: asHtml(message.locale, parts),
  };
}

function inWords({ payload, locale }: MailMessage, say: Say): Record<string, string> {
  const { currency, priceMicro, energyMicroKwh, dueOn, at, timeZone, advice, from, to } = payload;
  const amount = (name: string, minor: string | undefined) =>
    minor && currency
      ? { [name]: formatMoney({ amountMinor: BigInt(minor), currency }, locale) }
      : {};
  return {
    ...payload,
    ...amount("total", payload["totalMinor"]),
    ...amount("cap", payload["capMinor"]),
    ...amount("old", payload["oldMinor"]),
    ...(priceMicro && currency
      ? { price: formatMicroMoney(BigInt(priceMicro), currency, locale) }
      : {}),
    ...(energyMicroKwh ? { energy: formatEnergy(BigInt(energyMicroKwh), locale) } : {}),
    ...(from && to ? { from: formatDay(from, locale), to: formatDay(to, locale) } : {}),
    ...(dueOn ? { dueOn: formatDay(dueOn, locale, "inWords") } : {}),
    ...(at && timeZone ? { time: formatTime(at, locale, timeZone, "time") } : {}),
    ...(advice ? { advice: say(`advice.${advice}`) } : {}),
  };
}

interface Parts extends Record<
  "greeting" | "body" | "action" | "url" | "footer" | "signature",
  string
> {
  readonly sections: readonly MailSection[];
}

function asText(parts: Parts): string {
  return [
    parts.greeting,
    parts.body,
    `${parts.action}: ${parts.url}`,
    parts.footer,
    parts.signature,
    ...parts.sections.map(({ title, text }) => `${title.toUpperCase()}\n\n${text}`),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function asSection({ title, text }: MailSection): string {
  const paragraphs = text
    .split("\n\n")
    .map((one) => `<p style="margin:0 0 12px">${escapeHtml(one).replaceAll("\n", "<br>")}</p>`);
  return `<h2 style="margin:24px 0 12px;padding-top:16px;border-top:1px solid #d9d5ca;font-size:18px">${escapeHtml(title)}</h2>${paragraphs.join("")}`;
}

function asHtml(locale: Locale, parts: Parts): string {
  const paragraph = (text: string) =>
    text === ""
      ? ""
      : `<p style="margin:0 0 16px">${escapeHtml(text).replaceAll("\n", "<br>")}</p>`;
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escapeHtml(parts.action)}</title></head>
<body style="margin:0;padding:32px 16px;background:#f6f4ef;color:#1c2321;font:16px/1.5 -apple-system,'Segoe UI',Helvetica,Arial,sans-serif">
<div style="max-width:520px;margin:0 auto;background:#fff;padding:32px;border-top:4px solid #1f5c4d">
${paragraph(parts.greeting)}${paragraph(parts.body)}
<p style="margin:0 0 24px"><a href="${escapeHtml(parts.url)}" style="display:inline-block;padding:12px 20px;background:#1f5c4d;color:#fff;text-decoration:none">${escapeHtml(parts.action)}</a></p>
${paragraph(parts.footer)}${paragraph(parts.signature)}${parts.sections.map(asSection).join("")}
</div></body></html>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

// A line break in a subject would begin another header.
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ").trim();
}
