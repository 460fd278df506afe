import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { TermsChanges, TermsText } from "@/components/terms-text";
import { Badge } from "@/components/ui/badge";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { diffTerms } from "@/core/terms/diff-terms";
import { formatTime } from "@/i18n/formats";
import { termsVersionField, type TermsKindName } from "@/trpc/inputs/terms";
import { publicTerms, type PublicTerms } from "@/trpc/public-portal";

const PATHS = { terms: "/terms", privacy: "/privacy-policy" } as const;

/** The terms or the privacy notice, for anybody: the text that holds, or the version that the address names. */
export async function TermsPage({
  kind,
  search,
}: {
  kind: TermsKindName;
  search: Record<string, string | string[] | undefined>;
}) {
  const [t, locale] = await Promise.all([getTranslations("terms"), getLocale()]);
  const version = termsVersionField.parse(search["version"]);
  const found = await publicTerms(kind, locale, version);
  if (!found) notFound();
  const { text, before } = found;
  if (!text) {
    return (
      <Empty isPage title={t("none")}>
        {t("noneText")}
      </Empty>
    );
  }
  const isDiff = before !== null && search["changes"] === "1";
  return (
    <article lang={text.locale} className="flex flex-col gap-10">
      <PageHeader title={text.title} lead={<Standing found={found} />} />
      {before ? (
        <p className="-mt-4" lang={locale}>
          <Link
            href={`${PATHS[kind]}?version=${text.version}${isDiff ? "" : "&changes=1"}`}
            className="text-brand underline"
          >
            {isDiff ? t("whole") : t("changes")}
          </Link>
          {isDiff ? (
            <span className="block pt-2 text-ink-soft">
              {t("changedFrom", { version: text.version })}
            </span>
          ) : null}
        </p>
      ) : null}
      {isDiff ? (
        <TermsChanges blocks={diffTerms(before.body, text.body)} />
      ) : (
        <TermsText body={text.body} />
      )}
      <Versions kind={kind} found={found} />
    </article>
  );
}

async function Standing({ found: { text, versions } }: { found: PublicTerms }) {
  const [t, locale, timeZone] = await Promise.all([
    getTranslations("terms"),
    getLocale(),
    getTimeZone(),
  ]);
  if (!text) return null;
  const date = formatTime(text.validFrom, locale, timeZone, "date");
  const state = versions.find(({ version }) => version === text.version)?.state ?? "holds";
  return (
    <span lang={locale} className="flex flex-wrap items-center gap-3">
      {t("version", { version: text.version, date })}
      <Badge tone={state === "holds" ? "ok" : state === "coming" ? "wait" : "neutral"}>
        {t(state, { date })}
      </Badge>
    </span>
  );
}

async function Versions({ kind, found }: { kind: TermsKindName; found: PublicTerms }) {
  const [t, locale, timeZone] = await Promise.all([
    getTranslations("terms"),
    getLocale(),
    getTimeZone(),
  ]);
  if (found.versions.length < 2) return null;
  return (
    <Section title={t("versions")} className="print:hidden">
      <ul lang={locale} className="max-w-prose border-t">
        {found.versions.map(({ id, version, validFrom, state }) => {
          const date = formatTime(validFrom, locale, timeZone, "date");
          return (
            <li
              key={id}
              className="flex flex-wrap items-center justify-between gap-3 border-b py-3"
            >
              <Link
                href={`${PATHS[kind]}?version=${version}`}
                aria-current={version === found.text?.version ? "page" : undefined}
                className="underline underline-offset-2 aria-[current=page]:no-underline"
              >
                {t("version", { version, date })}
              </Link>
              <span className="text-sm text-ink-soft">{t(state, { date })}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
