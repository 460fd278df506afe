import { getTranslations } from "next-intl/server";
import type { Person } from "@/auth/current-person";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";

/** For an owner whose account is closed, and for a member without one of his own: he may open one. Else nothing. */
export async function OwnAccountNotice({ person }: { person: Person }) {
  if (person.mayOpenAccount !== true) return null;
  const t = await getTranslations("welcome.own");
  const isClosed = person.accounts?.[0]?.member === null;
  return (
    <Notice
      title={t(isClosed ? "isClosed" : "isMember")}
      action={
        <LinkButton href="/sign-up" variant="secondary" size="sm">
          {t(isClosed ? "closedTitle" : "memberTitle")}
        </LinkButton>
      }
    />
  );
}
