import { useTranslations } from "next-intl";
import Image from "next/image";

/** A picture on its operator's server. */
interface Picture {
  readonly url: string;
  readonly category: "CHARGER" | "ENTRANCE" | "LOCATION" | "OTHER";
}

/**
 * The operator's pictures of a place. They come from its own server and so tell it who looks: they are fetched only once
 * they are asked for, without saying from which page. Each has its place before it comes.
 */
export function PlacePictures({
  pictures,
  operator,
}: {
  pictures: readonly Picture[];
  operator: string;
}) {
  const t = useTranslations("find.pictures");
  if (pictures.length === 0) return null;
  return (
    <details className="print:hidden">
      <summary className="cursor-pointer py-1 underline decoration-rule-strong underline-offset-4 hover:decoration-ink">
        {t("show", { count: pictures.length, operator })}
      </summary>
      <p className="max-w-prose pt-2 text-sm text-ink-soft">{t("note", { operator })}</p>
      <ul className="grid grid-cols-2 gap-2 pt-3 sm:grid-cols-4">
        {pictures.map(({ url, category }) => (
          <li key={url} className="aspect-4/3 overflow-hidden border bg-sunken">
            <Image
              // It goes from its server to the browser; ours fetches no address that a partner names.
              unoptimized
              src={url}
              alt={t(`of.${category}`)}
              width={400}
              height={300}
              loading="lazy"
              referrerPolicy="no-referrer"
              className="size-full object-cover text-sm text-ink-soft"
            />
          </li>
        ))}
      </ul>
    </details>
  );
}
