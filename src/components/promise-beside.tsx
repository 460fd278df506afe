import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { SlipLine } from "@/components/ui/slip";
import { money } from "@/core/money/money";
import type { SpokenLine } from "./price-lines";

/** The locked price beside the bill, VAT included, and what the promise took off; nothing where none was locked. */
export function PromiseBeside({
  lines,
  currency,
  reader,
}: {
  lines: readonly SpokenLine[];
  currency: string;
  /** A driver saves what finance loses. */
  reader: "driver" | "finance";
}) {
  const t = useTranslations("promise");
  const item = lines.map((line) => line.item).find((one) => one.kind === "promise");
  if (!item) return null;
  const { lockedMinor, billMinor, reason } = item;
  const amount = (minor: bigint) => <Money value={money(minor, currency)} />;
  return (
    <section
      aria-label={t(reader === "driver" ? "beside" : "besideFinance")}
      className="mt-4 border-t border-dashed pt-3 text-sm"
    >
      <SlipLine label={t("locked")} value={amount(lockedMinor)} />
      <SlipLine label={t("billed")} value={amount(billMinor)} />
      {reason === null ? (
        <p className="text-ink-soft">{t("isLower")}</p>
      ) : (
        <SlipLine
          isSum
          label={t(reader === "driver" ? "saved" : "lost")}
          note={<span className="font-normal">{t(`reasons.${reason}`)}</span>}
          value={amount(billMinor - lockedMinor)}
        />
      )}
    </section>
  );
}
