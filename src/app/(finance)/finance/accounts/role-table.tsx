import { useLocale, useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { RoleDialog } from "./role-dialog";

type Role = RouterOutputs["finance"]["accounting"]["roles"]["roles"][number];

/** Roles with the account that holds now and the rows of finance's own behind it. */
export function RoleTable({
  roles,
  legalEntityId,
  timeZone,
  today,
}: {
  roles: readonly Role[];
  legalEntityId: string;
  timeZone: string;
  today: string;
}) {
  const t = useTranslations("accounting.accounts");
  const locale = useLocale();
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{t("role")}</Th>
          <Th>{t("account")}</Th>
          <Th className="hidden sm:table-cell">{t("name")}</Th>
          <Th className="hidden md:table-cell">{t("vatCode")}</Th>
          <Th>
            <span className="sr-only">{t("change")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {roles.map((role) => (
          <Tr key={role.role}>
            <Td>
              <span className="font-mono text-sm break-all">{role.role}</span>
              <span className="block text-sm text-ink-soft sm:hidden">{role.name}</span>
            </Td>
            <Td className="font-mono">
              {role.account ?? "–"}
              {role.rows.map((row) => (
                <span
                  key={row.validFrom.toString()}
                  className="block font-sans text-sm text-ink-soft"
                >
                  {row.account}{" "}
                  {t("since", { date: formatTime(row.validFrom, locale, timeZone, "date") })}
                </span>
              ))}
            </Td>
            <Td className="hidden sm:table-cell">
              {role.name}
              {role.isDefault ? (
                <span className="block text-sm text-ink-soft">{t("usual")}</span>
              ) : null}
            </Td>
            <Td className="hidden md:table-cell">{role.vatCode}</Td>
            <Td className="text-right">
              <RoleDialog legalEntityId={legalEntityId} today={today} role={role} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
