import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { connectorSearchInput } from "@/trpc/inputs/command-filter";
import { api } from "@/trpc/server";
import { Search } from "./search";
import { UnlockPlace } from "./unlock-place";

export const generateMetadata = () => pageTitle("operations.unlock");

export default async function UnlockPage({ searchParams }: WithSearch) {
  const search = connectorSearchInput.parse(await searchParams);
  const { operations } = await api();
  const [t, { places, hasMore }] = await Promise.all([
    getTranslations("operations.unlock"),
    operations.commands.connectors(search),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/operations/commands", label: t("back") }}
        title={t("title")}
        lead={t("lead")}
      />
      <Search text={search.q ?? ""} />
      {places.length === 0 ? (
        <Empty title={t(search.q ? "notFound" : "start")}>
          {t(search.q ? "notFoundText" : "startText")}
        </Empty>
      ) : (
        <div className="flex flex-col gap-10">
          {places.map((place) => (
            <UnlockPlace key={place.locationId} place={place} />
          ))}
          {hasMore ? <p className="text-ink-soft">{t("more")}</p> : null}
        </div>
      )}
    </>
  );
}
