"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Setting } from "@/components/ui/section";
import { money } from "@/core/money/money";
import { formatMoney, formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { AutoTopupForm } from "./auto-topup-form";
import type { ShownAuto } from "./wallet-view";

const REASONS = {
  declines: "offDeclines",
  dispute: "offDispute",
  returned: "offReturned",
} as const;

/** Whether the wallet tops itself up, what stops it, and the way to change that. */
export function AutoTopup({
  currency,
  auto,
  suggested,
  hasMethod,
  timeZone,
}: {
  currency: string;
  auto: ShownAuto;
  suggested: bigint;
  hasMethod: boolean;
  timeZone: string;
}) {
  const t = useTranslations("wallet.auto");
  const locale = useLocale();
  const { isOn, offReason, backOffUntil, thresholdMinor, topupMinor, maxDayMinor, maxMonthMinor } =
    auto;
  const words = (minor: bigint | null) => formatMoney(money(minor ?? 0n, currency), locale);
  const reason = Object.keys(REASONS).find((known) => known === offReason);
  return (
    <Setting
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {t("title")}
          <Badge tone={isOn ? "ok" : "neutral"}>{t(isOn ? "isOn" : "isOff")}</Badge>
        </span>
      }
      lead={t("text")}
    >
      {reason ? <Notice tone="bad" title={t(REASONS[reason as keyof typeof REASONS])} /> : null}
      {isOn && backOffUntil ? (
        <Notice
          tone="wait"
          title={t("backOff", { time: formatTime(backOffUntil, locale, timeZone, "dateTime") })}
        />
      ) : null}
      {isOn ? (
        <p>
          {t("summary", {
            threshold: words(thresholdMinor),
            amount: words(topupMinor),
            day: words(maxDayMinor),
            month: words(maxMonthMinor),
          })}
        </p>
      ) : null}
      {hasMethod ? (
        <div className="flex flex-wrap gap-3">
          <Dialog
            trigger={<Button variant="secondary">{t("change")}</Button>}
            title={t("title")}
            description={t("text")}
          >
            {(close) => (
              <AutoTopupForm currency={currency} auto={auto} suggested={suggested} onDone={close} />
            )}
          </Dialog>
          {isOn ? <TurnOff currency={currency} auto={auto} /> : null}
        </div>
      ) : (
        <p>
          {t("needsMethod")}{" "}
          <Link href="/payment" className="tap underline">
            {t("addMethod")}
          </Link>
        </p>
      )}
    </Setting>
  );
}

function TurnOff({ currency, auto }: { currency: string; auto: ShownAuto }) {
  const t = useTranslations("wallet.auto");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(
    trpc.driver.wallet.setAuto.mutationOptions({
      onSuccess: () => {
        toast.success(t("off"));
        router.refresh();
      },
      onError: () => toast.error(action("failed")),
    }),
  );
  const text = (minor: bigint | null) => (minor ?? 0n).toString();
  return (
    <ConfirmDialog
      trigger={<Button variant="quiet">{t("turnOff")}</Button>}
      title={t("turnOffTitle")}
      description={t("turnOffText")}
      confirmLabel={t("turnOff")}
      onConfirm={() =>
        mutateAsync({
          currency,
          isOn: false,
          thresholdMinor: text(auto.thresholdMinor),
          topupMinor: text(auto.topupMinor),
          maxDayMinor: text(auto.maxDayMinor),
          maxMonthMinor: text(auto.maxMonthMinor),
        }).catch(() => undefined)
      }
    />
  );
}
