import { getTranslations } from "next-intl/server";
import { isDemoSignInOn } from "@/auth/demo-sign-in";
import type { Person } from "@/auth/current-person";
import { AccountMenu } from "@/components/shell/account-menu";
import { areasOf, type Area } from "./areas";
import { chooseAccount, chooseLocale, chooseTheme, leave } from "./preferences";
import { readTheme } from "./theme";

/** The menu of whoever is signed in, with the parts of the house that the roles open. */
export async function Account({ person, area }: { person: Person; area: Area }) {
  const t = await getTranslations("shell");
  const links = areasOf(person)
    .filter((other) => other.area !== area)
    .map((other) => ({ href: other.href, label: t(`areas.${other.area}`) }));
  const own = await getTranslations("account");
  const accounts = (person.accounts ?? []).map(({ driverId, name, member }) => ({
    value: driverId,
    label: member ? name : own("own", { name }),
  }));
  const demo = isDemoSignInOn() ? [{ href: "/demo/mail", label: t("account.demoMail") }] : [];
  return (
    <AccountMenu
      name={person.name}
      theme={await readTheme()}
      links={[...links, ...demo]}
      accounts={accounts}
      account={person.member?.driverId ?? person.driverId ?? ""}
      deeds={{ chooseAccount, chooseTheme, chooseLocale, leave }}
    />
  );
}
