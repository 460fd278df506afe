import { useTranslations } from "next-intl";
import Image from "next/image";

/** Pictures of an entry, small; each opens in full size. Nothing where there are none. */
export function Pictures({ ids }: { ids: readonly string[] }) {
  const t = useTranslations("disputes.pictures");
  if (ids.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 pt-1 print:hidden">
      {ids.map((id, index) => (
        <li key={id}>
          <a
            href={`/disputes/pictures/${id}`}
            target="_blank"
            rel="noreferrer"
            aria-label={t("open", { number: index + 1 })}
            className="block"
          >
            {/* Served to whoever reads this entry alone: no optimizer may keep it. */}
            <Image
              unoptimized
              src={`/disputes/pictures/${id}`}
              alt={t("alt", { number: index + 1 })}
              width={96}
              height={96}
              loading="lazy"
              className="size-24 rounded-xs border border-rule-strong bg-sunken object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
