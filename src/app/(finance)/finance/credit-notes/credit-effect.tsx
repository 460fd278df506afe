"use client";

import { useLocale, useTranslations } from "next-intl";
import { BookingPreview } from "@/components/booking-preview";
import { Money } from "@/components/money";
import { PrintedSheet } from "@/components/printed-sheet";
import { Notice } from "@/components/ui/notice";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { refusalReasonOf } from "@/trpc/refusal-of";
import type { CreditFields } from "./credit-choice";
import type { CreditPreviewQuery } from "./use-credit-preview";
import { useRefusalWords } from "./use-refusal-words";

type Preview = NonNullable<CreditPreviewQuery["data"]>;

/** What would happen: where the money goes, what is booked, and the document as the driver will read it. */
export function CreditEffect({
  preview,
  isComplete,
  target,
}: {
  preview: CreditPreviewQuery;
  isComplete: boolean;
  target: CreditFields["target"];
}) {
  const t = useTranslations("credits.dialog");
  const words = useRefusalWords();
  return (
    <section className="flex flex-col gap-4" aria-live="polite" aria-busy={preview.isFetching}>
      <h3 className="font-semibold">{t("effect")}</h3>
      {!isComplete ? (
        <p className="text-ink-soft">{t("choose")}</p>
      ) : preview.error ? (
        <Notice tone="bad" title={words(refusalReasonOf(preview.error))} />
      ) : preview.data ? (
        <Effect preview={preview.data} target={target} />
      ) : (
        <p className="text-ink-soft">{t("working")}</p>
      )}
    </section>
  );
}

function Effect({ preview, target }: { preview: Preview; target: CreditFields["target"] }) {
  const t = useTranslations("credits.dialog");
  const locale = useLocale();
  const { total, shares, collecting } = preview;
  const parts = [
    { label: t("offOpen"), minor: shares.openMinor },
    { label: t("offWrittenOff"), minor: shares.writtenOffMinor },
    { label: t("toWallet"), minor: shares.walletMinor },
    { label: t(target === "card" ? "toCard" : "toAccount"), minor: shares.payableMinor },
  ].filter(({ minor }) => minor > 0n);
  return (
    <>
      {preview.needsTwo ? <Notice tone="wait" title={t("needsTwo")} /> : null}
      {collecting ? (
        <Notice title={t("collecting", { amount: formatMoney(collecting, locale) })} />
      ) : null}
      <Slip>
        {parts.map(({ label, minor }) => (
          <SlipLine
            key={label}
            label={label}
            value={<Money value={money(minor, total.currency)} />}
          />
        ))}
        <SlipLine isSum label={t("total")} value={<Money value={total} />} />
      </Slip>
      <h4 className="text-sm font-medium">{t("booked")}</h4>
      <BookingPreview caption={t("booked")} legs={preview.legs} />
      <details>
        <summary className="cursor-pointer text-sm font-medium">{t("document")}</summary>
        <div className="pt-4">
          <PrintedSheet view={preview.view} />
        </div>
      </details>
    </>
  );
}
