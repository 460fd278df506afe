import { getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FilterBar } from "@/components/filter-bar";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { entityInput } from "@/trpc/inputs/accounting";
import { api } from "@/trpc/server";
import { RoleDialog } from "./role-dialog";
import { RoleTable } from "./role-table";

export const generateMetadata = () => pageTitle("accounting.accounts");

export default async function AccountsPage({ searchParams }: WithSearch) {
  const { finance } = await api();
  const [t, page, start] = await Promise.all([
    getTranslations("accounting.accounts"),
    finance.accounting.roles(entityInput.parse(await searchParams)),
    finance.accounting.start(),
  ]);
  const { entities, legalEntityId, roles, unmapped } = page;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={<RoleDialog legalEntityId={legalEntityId} today={start.today} />}
      />
      {entities.length > 1 ? (
        <FilterBar
          label={t("title")}
          fields={[
            {
              kind: "choice",
              name: "entity",
              label: t("entity"),
              none: entities[0]?.name ?? "",
              items: entities.slice(1).map(({ id, name }) => ({ value: id, label: name })),
            },
          ]}
        />
      ) : null}
      {unmapped.length > 0 ? (
        <Notice tone="wait" title={t("unmapped")}>
          <span className="font-mono text-sm">{unmapped.join(", ")}</span>
        </Notice>
      ) : null}
      <RoleTable
        roles={roles}
        legalEntityId={legalEntityId}
        timeZone={page.timeZone}
        today={start.today}
      />
    </>
  );
}
