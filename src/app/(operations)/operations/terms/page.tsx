import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { formatTime } from "@/i18n/formats";
import { api } from "@/trpc/server";

export const generateMetadata = () => pageTitle("terms.manage");

const PATHS = { terms: "/terms", privacy: "/privacy-policy" } as const;

export default async function TermsPage() {
  const [t, locale, timeZone, asked] = await Promise.all([
    getTranslations("terms"),
    getLocale(),
    getTimeZone(),
    api(),
  ]);
  const versions = await asked.operations.terms.list({ locale });
  return (
    <>
      <PageHeader
        title={t("manage.title")}
        lead={t("manage.lead")}
        action={
          <>
            <LinkButton href="/operations/terms/new?kind=privacy" variant="secondary">
              {t("manage.newPrivacy")}
            </LinkButton>
            <LinkButton href="/operations/terms/new?kind=terms">{t("manage.newTerms")}</LinkButton>
          </>
        }
      />
      {versions.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <Table caption={t("manage.table")}>
          <thead>
            <tr>
              <Th className="w-full">{t("manage.kind")}</Th>
              <Th isFigure>{t("manage.versionHead")}</Th>
              <Th className="hidden sm:table-cell">{t("manage.from")}</Th>
              <Th className="hidden md:table-cell">{t("manage.languages")}</Th>
              <Th>{t("manage.state")}</Th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ id, kind, version, validFrom, state, locales }) => (
              <Tr key={id} isLink>
                <Td>
                  <Link
                    href={`${PATHS[kind]}?version=${version}${version > 1 ? "&changes=1" : ""}`}
                    className={rowLinkLook}
                  >
                    {t(kind)}
                  </Link>
                </Td>
                <Td isFigure>{version}</Td>
                <Td className="hidden whitespace-nowrap sm:table-cell">
                  <Moment at={validFrom} timeZone={timeZone} show="date" />
                </Td>
                <Td className="hidden md:table-cell">{locales.join(", ")}</Td>
                <Td>
                  <Badge tone={state === "holds" ? "ok" : state === "coming" ? "wait" : "neutral"}>
                    {t(state, { date: formatTime(validFrom, locale, timeZone, "date") })}
                  </Badge>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
