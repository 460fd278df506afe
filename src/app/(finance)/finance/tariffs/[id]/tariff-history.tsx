import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { TariffChange } from "@/core/rating/tariff-changes";
import { formatTime } from "@/i18n/formats";
import { inSentence } from "@/i18n/in-sentence";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";

type One = RouterOutputs["finance"]["tariffs"]["get"];
type Version = One["versions"][number];

/** Every content that the tariff had, and what of it priced differently from the one before. */
export function TariffHistory({ one, timeZone }: { one: One; timeZone: string }) {
  const t = useTranslations("tariffs.one");
  return (
    <Section title={t("history")}>
      <Table caption={t("historyCaption")}>
        <thead>
          <tr>
            <Th>{t("changed")}</Th>
            <Th>{t("what")}</Th>
          </tr>
        </thead>
        <tbody>
          {one.versions.map((version) => (
            <Tr key={version.id}>
              <Td className="whitespace-nowrap">
                <VersionHead version={version} current={one.versionId} timeZone={timeZone} />
              </Td>
              <Td>
                <Changes version={version} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {one.hasMoreVersions ? <p className="text-sm text-ink-soft">{t("moreVersions")}</p> : null}
    </Section>
  );
}

function VersionHead({
  version,
  current,
  timeZone,
}: {
  version: Version;
  current: string;
  timeZone: string;
}) {
  const t = useTranslations("tariffs.one");
  const at = formatTime(version.lastUpdated, useLocale(), timeZone, "dateTime");
  const look = "text-brand underline underline-offset-2";
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-2">
        {at}
        {version.isCurrent ? <Badge tone="ok">{t("current")}</Badge> : null}
      </span>
      <span className="block text-sm text-ink-soft">
        {t("received")} <Moment at={version.receivedAt} timeZone={timeZone} />
      </span>
      <span className="flex gap-4 pt-1 text-sm">
        <Link
          href={`/finance/tariff-lab?t=${version.id}`}
          className={look}
          aria-label={t("tryVersionLabel", { at })}
        >
          {t("tryVersion")}
        </Link>
        {version.isCurrent ? null : (
          <Link
            href={`/finance/tariff-lab?t=${current}&u=${version.id}`}
            className={look}
            aria-label={t("compareLabel", { at })}
          >
            {t("compareVersion")}
          </Link>
        )}
      </span>
    </>
  );
}

function Changes({ version: { changes } }: { version: Version }) {
  const t = useTranslations("tariffs.one");
  const say = useChangeWords();
  if (changes === null) return <span className="text-ink-soft">{t("first")}</span>;
  if (changes.length === 0) return <span className="text-ink-soft">{t("same")}</span>;
  return (
    <ul>
      {changes.map((change, index) => (
        <li key={index}>{say(change)}</li>
      ))}
    </ul>
  );
}

function useChangeWords(): (change: TariffChange) => string {
  const t = useTranslations("tariffs.change");
  const restriction = useTranslations("tariffs.restriction");
  const words = useTranslations("price");
  const locale = useLocale();
  return ({ field, elementIndex, dimension, name, before, after }) => {
    const place = elementIndex === undefined ? "" : t("at", { element: elementIndex + 1 });
    const what = dimension ? inSentence(words(dimension), locale) : "";
    const known = name as keyof Messages["tariffs"]["restriction"] | undefined;
    const subject = field !== "restriction" ? t(field) : known ? restriction(known) : "";
    const turn =
      before === null
        ? t("came", { after: after ?? "" })
        : after === null
          ? t("went", { before })
          : t("turned", { before, after });
    const head = [place, what, subject].filter((part) => part !== "").join(", ");
    return `${head.charAt(0).toUpperCase()}${head.slice(1)}: ${turn}`;
  };
}
