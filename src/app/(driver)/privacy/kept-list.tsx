import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Kept = RouterOutputs["driver"]["privacy"]["kept"][number];

/** Each kind of record: what, how many, why, on what ground and how long. */
export function KeptList({ kept }: { kept: readonly Kept[] }) {
  const t = useTranslations("privacy.kept");
  return (
    <Section
      title={t("title")}
      action={
        <Link href="/privacy-policy" className="text-sm text-brand underline">
          {t("policy")}
        </Link>
      }
    >
      <ul className="border-t border-ink">
        {kept.map((one) => (
          <KeptEntry key={one.id} kept={one} />
        ))}
      </ul>
    </Section>
  );
}

function KeptEntry({ kept: { id, basis, until, records, keptUntil } }: { kept: Kept }) {
  const t = useTranslations("privacy");
  const locale = useLocale();
  const untilText =
    keptUntil === null
      ? t(until.kind === "removed" ? "kept.removed" : "kept.account")
      : t("kept.day", { day: formatDay(keptUntil, locale) });
  return (
    <li className="grid gap-x-8 gap-y-2 border-b py-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-baseline gap-x-3 font-medium">
          {t(`classes.${id}.title`)}
          <span className="text-sm font-normal text-ink-soft tabular-nums">
            {t("kept.rows", { count: records })}
          </span>
        </h3>
        <p className="max-w-prose text-ink-soft">{t(`classes.${id}.why`)}</p>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] content-start gap-x-4 text-sm">
        <dt className="text-ink-soft">{t("kept.basis")}</dt>
        <dd>{t(`basis.${basis}`)}</dd>
        <dt className="text-ink-soft">{t("kept.until")}</dt>
        <dd>{untilText}</dd>
      </dl>
    </li>
  );
}
