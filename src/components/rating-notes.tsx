import { useLocale, useTranslations } from "next-intl";
import type { RatingNote } from "@/core/rating/priced-cdr";
import { inSentence } from "@/i18n/in-sentence";

/** What a person should know of a price beyond its lines; nothing where there is nothing to say. */
export function RatingNotes({ notes }: { notes: readonly RatingNote[] }) {
  const t = useTranslations("finance.cdr");
  const texts = useRatingNotes()(notes);
  if (texts.length === 0) return null;
  return (
    <div className="text-sm">
      <h3 className="font-medium">{t("ratingNotes")}</h3>
      <ul className="list-disc pl-5 text-ink-soft">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

/** Says notes, each sentence once. */
function useRatingNotes(): (notes: readonly RatingNote[]) => string[] {
  const remark = useTranslations("finance.remark");
  const words = useTranslations("price");
  const locale = useLocale();
  const dimensionOf = (name: string) => {
    const known = (["ENERGY", "TIME", "PARKING_TIME", "FLAT"] as const).find((one) => one === name);
    return known ? inSentence(words(known), locale) : name;
  };
  return (notes) => {
    const texts = notes.map((note) =>
      remark(note.code, {
        dimension: "dimension" in note ? dimensionOf(note.dimension) : "",
        tariff: "tariffId" in note ? note.tariffId : "",
      }),
    );
    return [...new Set(texts)];
  };
}
