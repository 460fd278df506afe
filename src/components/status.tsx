import { useTranslations } from "next-intl";
import type { Messages } from "@/i18n/messages";
import { Badge, type Tone } from "./ui/badge";

type Words = Messages["status"];
type Kind = keyof Words;

const TONES: { readonly [K in Kind]: Readonly<Record<keyof Words[K], Tone>> } = {
  session: {
    charging: "live",
    pending: "wait",
    priceComing: "wait",
    priced: "info",
    invoiced: "ok",
    paid: "ok",
    free: "neutral",
    invalid: "neutral",
  },
  charge: {
    waiting: "wait",
    open: "info",
    drafted: "info",
    invoiced: "ok",
    settled: "ok",
    void: "neutral",
  },
  invoice: { draft: "neutral", finalized: "info" },
  invoicePayment: {
    none: "neutral",
    open: "wait",
    collecting: "info",
    action_needed: "wait",
    paid: "ok",
    failed: "bad",
    nothing_due: "neutral",
    credited: "neutral",
    written_off: "bad",
  },
  payment: {
    created: "neutral",
    submitted: "info",
    requires_action: "wait",
    processing: "info",
    unknown: "wait",
    succeeded: "ok",
    failed: "bad",
    canceled: "neutral",
  },
  token: { valid: "ok", blocked: "bad" },
  delivery: { pending: "wait", acknowledged: "ok", failed: "bad" },
  cdr: { received: "info", held: "wait", accepted: "ok", rejected: "bad" },
  verdict: {
    match: "ok",
    rounding: "ok",
    explainable: "info",
    mismatch: "bad",
    unpriceable: "wait",
    malformed: "bad",
  },
  partner: {
    created: "neutral",
    invited: "info",
    registering: "wait",
    registered: "ok",
    failed: "bad",
    left: "neutral",
  },
  command: {
    created: "neutral",
    sent: "info",
    accepted: "wait",
    confirmed: "ok",
    session: "ok",
    rejected: "bad",
    failed: "bad",
    timeout: "wait",
  },
  message: { accepted: "ok", replay: "neutral", conflict: "wait", rejected: "bad", failed: "bad" },
};

/** A state in a word. `of` says whose state it is, `value` is the state as the database has it. */
export function Status<K extends Kind>({
  of,
  value,
  className,
}: {
  of: K;
  value: keyof Words[K] & string;
  className?: string;
}) {
  const t = useTranslations("status");
  // The pair is held together by the signature; the translator's key is their sum of texts.
  const key = `${of}.${value}` as Parameters<typeof t>[0];
  return (
    <Badge tone={TONES[of][value]} {...(className ? { className } : {})}>
      {t(key)}
    </Badge>
  );
}
