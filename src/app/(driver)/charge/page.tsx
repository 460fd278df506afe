import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { createSearchParamsCache, parseAsString } from "nuqs/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { readPoint } from "@/trpc/inputs/charge";
import { api } from "@/trpc/server";
import { OpenCommands } from "./open-commands";
import { PlaceEntry } from "./place-entry";
import { PlaceSearch } from "./place-search";

export const generateMetadata = () => pageTitle("driver.charge");

const query = createSearchParamsCache({ q: parseAsString.withDefault(""), near: parseAsString });

export default async function ChargePage({ searchParams }: WithSearch) {
  const { q, near } = await query.parse(searchParams);
  const text = q.trim().slice(0, 100);
  const point = readPoint(near);
  const asked = await api();
  const [t, { places, hasMore }, open] = await Promise.all([
    getTranslations("driver.charge"),
    asked.driver.charge.places({ text, ...(point && { near: point }) }),
    asked.driver.charge.open(),
  ]);
  const now = Temporal.Now.instant();
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <OpenCommands commands={open} />
      <PlaceSearch text={text} near={point && near} />
      {places.length === 0 ? (
        <Empty
          title={t(text ? "empty" : "emptyAll")}
          action={
            text ? (
              <LinkButton href="/charge" variant="secondary">
                {t("forgetNear")}
              </LinkButton>
            ) : null
          }
        >
          {t(text ? "emptyText" : "emptyAllText")}
        </Empty>
      ) : (
        <section className="flex flex-col gap-2">
          <p className="flex flex-wrap justify-between gap-x-6 text-sm text-ink-soft">
            <span>
              {t("results", { count: places.length })}
              {point ? (
                <>
                  {` · ${t("nearest")} · `}
                  <Link
                    href={text ? `/charge?q=${encodeURIComponent(text)}` : "/charge"}
                    className="underline underline-offset-4"
                  >
                    {t("forgetNear")}
                  </Link>
                </>
              ) : null}
            </span>
            <span>{t("exampleNote")}</span>
          </p>
          <ul className="border-t border-ink">
            {places.map((place) => (
              <PlaceEntry key={place.id} place={place} now={now} />
            ))}
          </ul>
          {hasMore ? <p className="pt-2 text-ink-soft">{t("more")}</p> : null}
        </section>
      )}
    </>
  );
}
