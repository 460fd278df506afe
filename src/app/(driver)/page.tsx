import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { api } from "@/trpc/server";
import { pageTitle } from "@/app/page-title";
import { isOpen, requirePerson } from "@/app/require-area";
import { DoubtfulCharges } from "./doubtful-charges";
import { LatestSessions } from "./latest-sessions";
import { LiveSessions } from "./live-sessions";
import { MemberHome } from "./member-home";
import { MonthSlip } from "./month-slip";
import { OwnAccountNotice } from "./own-account-notice";
import { PlanChange } from "./plan-change";
import { Reminders } from "./reminders";
import { TermsNotice } from "./terms-notice";
import { UnpaidNotices } from "./unpaid-notice";
import { WalletSlip } from "./wallet-slip";

export const generateMetadata = () => pageTitle("driver.home");

export default async function HomePage() {
  // Staff come here, too, after signing in; the layout shows them to their own rooms.
  const person = await requirePerson();
  if (!isOpen(person, "driver")) return null;
  if (person.member?.role === "bookkeeper") redirect("/invoices");
  if (person.driverId === null) return <MemberHome person={person} />;
  const asked = await api();
  const [t, home, plan, live, latest, unpaid, own] = await Promise.all([
    getTranslations("driver.home"),
    asked.driver.home.read(),
    asked.driver.home.plan(),
    asked.driver.home.live(),
    asked.driver.sessions.list({ page: 1 }),
    asked.driver.dunning.list(),
    asked.driver.wallet.read(),
  ]);
  // What is said of an invoice that is not paid says that its payment failed, too.
  const told = new Set(unpaid.map(({ invoiceId }) => invoiceId));
  const troubled = home.troubled.filter(
    ({ id, paymentState }) => paymentState !== "failed" || !told.has(id),
  );
  // Who pays beforehand has no next invoice, unless something of before is still to come.
  const wallet = own.isPrepaid && home.unbilled.length === 0 ? own.wallets[0] : undefined;
  // What charges now comes before everything that can wait until it has.
  const isLive = live.length > 0;
  const notices = (
    <div className="flex flex-col gap-3 empty:hidden">
      <UnpaidNotices unpaid={unpaid} />
      <OwnAccountNotice person={person} />
      <TermsNotice isOwner={!person.member} />
      <Reminders home={{ ...home, troubled }} />
      <DoubtfulCharges />
      <PlanChange own={plan} />
    </div>
  );
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      {isLive ? null : notices}
      <div className="grid items-start gap-x-12 gap-y-12 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <LiveSessions initial={live} timeZone={home.timeZone} />
        {wallet ? <WalletSlip wallet={wallet} /> : <MonthSlip home={home} />}
      </div>
      {isLive ? notices : null}
      <LatestSessions sessions={latest.sessions} timeZone={home.timeZone} />
    </>
  );
}
