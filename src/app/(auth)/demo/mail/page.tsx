import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTimeZone, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { isDemoSignInOn } from "@/auth/demo-sign-in";
import { Moment } from "@/components/period";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import Link from "next/link";
import { MailText } from "./mail-text";
import { readOutbox, type Mail } from "./outbox";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.mail"))("title") };
}

/** The demo's mailbox. Outside the demo there is no such page: mails hold sign-in links. */
export default async function DemoMailPage({ searchParams }: WithSearch) {
  if (!isDemoSignInOn()) notFound();
  const [t, { mails, broken }, { id }] = await Promise.all([
    getTranslations("signIn.mail"),
    readOutbox(),
    searchParams,
  ]);
  const chosen = mails.find((mail) => mail.id === id);
  if (chosen) return <OneMail mail={chosen} />;
  return (
    <div className="flex flex-col gap-8">
      <PageHeader title={t("title")} lead={t("lead")} />
      {mails.length === 0 ? (
        <Empty title={t("empty")} action={<LinkButton href="/sign-in">{t("signIn")}</LinkButton>}>
          {t("emptyText")}
        </Empty>
      ) : (
        <MailTable mails={mails} />
      )}
      {broken > 0 ? <p className="text-sm text-wait">{t("broken", { count: broken })}</p> : null}
    </div>
  );
}

async function MailTable({ mails }: { mails: readonly Mail[] }) {
  const [t, s, timeZone] = await Promise.all([
    getTranslations("signIn.mail"),
    getTranslations("driver.sessions"),
    getTimeZone(),
  ]);
  return (
    <Table caption={t("title")}>
      <thead>
        <tr>
          <Th>{s("when")}</Th>
          <Th className="w-full">{t("subject")}</Th>
          <Th className="hidden sm:table-cell">{t("to")}</Th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <Tr key={mail.id} isLink>
            <Td className="whitespace-nowrap text-ink-soft">
              <Moment at={mail.at} timeZone={timeZone} show="seconds" />
            </Td>
            <Td>
              <Link href={`/demo/mail?id=${encodeURIComponent(mail.id)}`} className={rowLinkLook}>
                {mail.subject}
              </Link>
              <span className="block text-sm text-ink-soft sm:hidden">{mail.to}</span>
            </Td>
            <Td className="hidden whitespace-nowrap sm:table-cell">{mail.to}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

async function OneMail({ mail }: { mail: Mail }) {
  const [t, timeZone] = await Promise.all([getTranslations("signIn.mail"), getTimeZone()]);
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <PageHeader
        back={{ href: "/demo/mail", label: t("back") }}
        title={mail.subject}
        lead={
          <>
            {t("to")} {mail.to} · <Moment at={mail.at} timeZone={timeZone} />
          </>
        }
      />
      <MailText text={mail.text} />
    </div>
  );
}
