import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { api } from "@/trpc/server";
import { InviteDriver } from "./invite-driver";

export const generateMetadata = () => pageTitle("profile.invites");

export default async function OpenSignUpsPage() {
  const [t, timeZone, { signUps, isOpen }] = await Promise.all([
    getTranslations("profile.invites"),
    getTimeZone(),
    (await api()).operations.drivers.list(),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={`${t("lead")} ${isOpen ? t("open") : t("closed")}`}
        action={<InviteDriver />}
      />
      {signUps.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <Table caption={t("caption")}>
          <thead>
            <tr>
              <Th className="w-full">{t("who")}</Th>
              <Th className="hidden sm:table-cell">{t("begun")}</Th>
              <Th className="hidden sm:table-cell">{t("last")}</Th>
              <Th>{t("state")}</Th>
            </tr>
          </thead>
          <tbody>
            {signUps.map(({ id, email, startedAt, updatedAt, hasCome }) => (
              <Tr key={id}>
                <Td className="wrap-anywhere">{email}</Td>
                <Td className="hidden whitespace-nowrap sm:table-cell">
                  <Moment at={startedAt} timeZone={timeZone} />
                </Td>
                <Td className="hidden whitespace-nowrap sm:table-cell">
                  <Moment at={updatedAt} timeZone={timeZone} />
                </Td>
                <Td className="whitespace-nowrap">{hasCome ? t("come") : t("invited")}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
