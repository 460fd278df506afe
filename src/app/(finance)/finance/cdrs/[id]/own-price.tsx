import { useTranslations } from "next-intl";
import { RatingNotes } from "@/components/rating-notes";
import { SegmentTable } from "@/components/segment-table";
import { TaxRows } from "@/components/tax-rows";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { useUnpriceable } from "@/app/(finance)/finance/held-reason";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];

/** How our figure came about, segment by segment; or why there is none. */
export function OwnPrice({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  const t = useTranslations("finance.cdr");
  const reasonOf = useUnpriceable();
  const [rating] = cdr.ratings;
  if (!rating) return null;
  const { lines, notes, priced, unpriceable, tariffSource } = rating;
  return (
    <Section title={t("price")}>
      <p className="-mt-3 text-sm text-ink-soft">{t(`priceFrom_${tariffSource}`)}</p>
      {lines.length > 0 ? (
        <>
          <SegmentTable
            lines={lines}
            currency={priced?.currency ?? cdr.currency}
            timeZone={timeZone}
          />
          <TaxRows
            basis={lines[0]?.basis ?? "net"}
            netMicro={rating.ownExclMicro}
            grossMicro={rating.ownInclMicro}
            currency={priced?.currency ?? cdr.currency}
          />
        </>
      ) : (
        <Empty title={t("priceNone")}>
          {reasonOf(unpriceable?.code ?? "other")}
          {unpriceable?.code === "unread-tariff" ? (
            <span className="mt-1 block text-sm break-words">{unpriceable.unread.join(", ")}</span>
          ) : null}
        </Empty>
      )}
      <RatingNotes notes={notes} />
    </Section>
  );
}
