import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { leave } from "@/app/preferences";
import type { Person } from "@/auth/current-person";
import { Button, LinkButton } from "@/components/ui/button";
import type { Standing } from "@/trpc/public-portal";
import { openOwnAccount } from "./actions";

/** What somebody who is signed in can do about an account of his own: open it, or why not and what instead. */
export async function OwnAccount({
  person,
  standing,
  name,
}: {
  person: Person;
  standing: Exclude<Standing, "has-account">;
  name: string;
}) {
  const t = await getTranslations("welcome.own");
  const { email } = person;
  if (standing === "being-forgotten") {
    return (
      <Words title={t("forgottenTitle")} text={t("forgottenText")}>
        <LinkButton href="/privacy">{t("toPrivacy")}</LinkButton>
      </Words>
    );
  }
  if (standing !== "may") {
    return (
      <Words title={t("otherTitle")} text={t("otherText", { email, name })}>
        <form action={leave}>
          <Button type="submit">{t("leave")}</Button>
        </form>
        <LinkButton href="/" variant="quiet">
          {t("stay")}
        </LinkButton>
      </Words>
    );
  }
  const isClosed = person.accounts?.[0]?.member === null;
  return (
    <Words
      title={t(isClosed ? "closedTitle" : "memberTitle")}
      text={t(isClosed ? "closedText" : "memberText", { email })}
    >
      <form action={openOwnAccount}>
        <Button type="submit">{t("open")}</Button>
      </form>
      <LinkButton href="/" variant="quiet">
        {t("stay")}
      </LinkButton>
    </Words>
  );
}

function Words({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex max-w-md flex-col gap-8">
      <div className="flex flex-col gap-3">
        <h1 className="text-3xl font-semibold">{title}</h1>
        <p className="text-lg text-ink-soft">{text}</p>
      </div>
      <div className="flex flex-wrap gap-3">{children}</div>
    </div>
  );
}
