import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/require-area";
import { pageTitle } from "@/app/page-title";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { AccountNav } from "./account-nav";
import { CardHolders } from "./card-holders";
import { InviteMember } from "./member-dialog";
import { MemberEntry } from "./member-entry";

export const generateMetadata = () => pageTitle("account.people");

export default async function AccountPage() {
  const caller = (await api()).driver.account;
  const [t, people, centres, person] = await Promise.all([
    getTranslations("account.people"),
    caller.people(),
    caller.costCentres(),
    requirePerson(),
  ]);
  const { owner, members, unassigned, currency } = people;
  const choices = centres.filter(({ isArchived }) => !isArchived);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={<InviteMember costCentres={choices} />}
      />
      <AccountNav at="/account" />
      <Section title={t("list")}>
        <ul className="border-t border-ink">
          <li className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2 border-b py-5">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="text-lg font-semibold break-words">{owner.name}</span>
                <Badge>{t("owner")}</Badge>
              </p>
              <p className="break-words text-ink-soft">{owner.email}</p>
            </div>
            {person.member ? null : (
              <Link href="/profile" className="tap text-sm underline underline-offset-4">
                {t("profile")}
              </Link>
            )}
          </li>
          {members.map((member) => (
            <MemberEntry
              key={member.id}
              member={member}
              currency={currency}
              costCentres={choices}
              costCentre={centres.find(({ id }) => id === member.costCentreId)}
            />
          ))}
        </ul>
        {members.length === 0 ? (
          <p className="max-w-prose text-ink-soft">
            <span className="font-medium text-ink">{t("empty")}.</span> {t("emptyText")}
          </p>
        ) : null}
      </Section>
      <CardHolders members={members} unassigned={unassigned} />
    </>
  );
}
