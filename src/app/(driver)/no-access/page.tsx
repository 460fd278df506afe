import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/require-area";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

/** Where a member comes who asked for what his role in the account does not include. */
export default async function NoAccessPage() {
  const [t, person] = await Promise.all([getTranslations("account.noAccess"), requirePerson()]);
  const { member, accounts = [] } = person;
  const account = accounts.find(({ driverId }) => driverId === member?.driverId)?.name ?? "";
  const role = member?.role ?? "driver";
  return (
    <Empty
      isPage
      title={t("title", { role })}
      action={
        <LinkButton href="/" variant="secondary">
          {t("start")}
        </LinkButton>
      }
    >
      {t("text", { account, role })}
    </Empty>
  );
}
