import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { currentNewcomer } from "@/auth/current-newcomer";
import { currentPerson, type Person } from "@/auth/current-person";
import { Empty } from "@/components/ui/empty";
import { LinkButton } from "@/components/ui/button";
import { areasOf, type Area } from "./areas";

/** Whoever belongs here and is signed in; strangers are sent to sign in, newcomers to go on with their sign-up. */
export async function requirePerson(): Promise<Person> {
  const person = await currentPerson();
  if (!person) redirect((await currentNewcomer()) ? "/welcome" : "/sign-in");
  return person;
}

/** Whether a person's roles open this part of the house. */
export function isOpen(person: Person, area: Area): boolean {
  return areasOf(person).some((open) => open.area === area);
}

/** What stands where a role does not reach. */
export async function NoAccess({ person }: { person: Person }) {
  const t = await getTranslations("shell");
  return (
    <Empty
      isPage
      title={t("forbidden.title")}
      action={
        <div className="flex flex-wrap gap-3 pt-2">
          {areasOf(person).map(({ area, href }) => (
            <LinkButton key={area} href={href} variant="secondary">
              {t(`areas.${area}`)}
            </LinkButton>
          ))}
        </div>
      }
    >
      {t("forbidden.text")}
    </Empty>
  );
}
