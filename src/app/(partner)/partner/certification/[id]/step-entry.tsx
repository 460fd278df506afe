import { Check, Circle, X } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { formatMicroMoney, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { CallExample } from "./call-example";

type Step = RouterOutputs["partner"]["certification"]["watch"]["steps"][number];
type Call = NonNullable<RouterOutputs["partner"]["certification"]["calls"][Step["id"]]>;

const MARKS = {
  seen: { Icon: Check, look: "border-ok bg-ok-tint text-ok" },
  wrong: { Icon: X, look: "border-bad bg-bad-tint text-bad" },
  waiting: { Icon: Circle, look: "border-rule-strong text-transparent" },
} as const;

/** A step: what to do, what was seen of it, and how to mend what is not right. */
export function StepEntry({
  step,
  call,
  timeZone,
}: {
  step: Step;
  call: Call | undefined;
  timeZone: string;
}) {
  const t = useTranslations("partner.certification");
  const words = useTranslations("partner.step");
  const { id, state, isRequired } = step;
  const { Icon, look } = MARKS[state];
  return (
    <li className="grid break-inside-avoid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 border-b py-4 sm:gap-x-4">
      <span className={cn("flex size-7 items-center justify-center border rounded-full", look)}>
        <Icon aria-hidden className="size-4" strokeWidth={2.5} />
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="flex flex-wrap items-baseline gap-x-3 font-medium">
          {words(`${id}.title`)}
          <span
            className={cn(
              "text-sm font-normal",
              { seen: "text-ok", wrong: "text-bad", waiting: "text-ink-faint" }[state],
            )}
          >
            {t(`step_${state}`)}
          </span>
          {isRequired ? null : (
            <span className="text-sm font-normal text-ink-soft">{t("optional")}</span>
          )}
        </h3>
        <p className="max-w-prose text-ink-soft">{words(`${id}.do`)}</p>
        <Seen step={step} timeZone={timeZone} />
        {call && state !== "seen" ? <CallExample call={call} title={words(`${id}.title`)} /> : null}
        {state === "wrong" ? (
          <p className="max-w-prose">{t("mend", { text: words(`${id}.mend`) })}</p>
        ) : null}
      </div>
    </li>
  );
}

function Seen({ step, timeZone }: { step: Step; timeZone: string }) {
  const t = useTranslations("partner.certification");
  const locale = useLocale();
  const { id, state, evidence, lacks, figures } = step;
  if (state === "waiting") return null;
  const amount = (micro: bigint, currency: string) => formatMicroMoney(micro, currency, locale);
  const problems =
    state === "wrong"
      ? [...lacks.map((note) => t("lacks", { note })), ...(evidence?.reasons ?? [])]
      : [];
  return (
    <>
      {evidence ? (
        <p className="text-sm">
          <Link
            href={`/partner/messages/${evidence.messageId}`}
            className="text-brand underline underline-offset-2"
          >
            {t("seenAt", {
              method: evidence.method,
              module: evidence.module,
              date: formatTime(evidence.at, locale, timeZone, "dateTime"),
            })}
          </Link>
        </p>
      ) : null}
      {id === "handshake" && state === "seen" && !evidence ? (
        <p className="text-sm text-ink-soft">{t("before")}</p>
      ) : null}
      {figures ? (
        <p className="text-sm text-ink-soft">
          {figures.ownMicro === null
            ? t("figuresNone", { claimed: amount(figures.claimedMicro, figures.currency) })
            : t("figures", {
                claimed: amount(figures.claimedMicro, figures.currency),
                own: amount(figures.ownMicro, figures.currency),
              })}
        </p>
      ) : null}
      {problems.map((problem) => (
        <p key={problem} className="border-l-2 border-bad pl-3 text-sm break-words">
          {problem}
        </p>
      ))}
    </>
  );
}
