import { useTranslations } from "next-intl";
import { SegmentTable } from "@/components/segment-table";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import type { RatingNote } from "@/core/rating/priced-cdr";
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
        <SegmentTable
          lines={lines}
          currency={priced?.currency ?? cdr.currency}
          timeZone={timeZone}
        />
      ) : (
        <Empty title={t("priceNone")}>{reasonOf(unpriceable?.code ?? "other")}</Empty>
      )}
      <Notes notes={notes} />
    </Section>
  );
}

function Notes({ notes }: { notes: readonly RatingNote[] }) {
  const t = useTranslations("finance.cdr");
  const remark = useTranslations("finance.remark");
  const words = useTranslations("driver.price");
  if (notes.length === 0) return null;
  const dimensionOf = (name: string) => {
    const known = (["ENERGY", "TIME", "PARKING_TIME", "FLAT"] as const).find((one) => one === name);
    return known ? words(known).toLowerCase() : name;
  };
  const texts = notes.map((note) =>
    remark(note.code, {
      dimension: "dimension" in note ? dimensionOf(note.dimension) : "",
      tariff: "tariffId" in note ? note.tariffId : "",
    }),
  );
  return (
    <div className="text-sm">
      <h3 className="font-medium">{t("ratingNotes")}</h3>
      <ul className="list-disc pl-5 text-ink-soft">
        {[...new Set(texts)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
