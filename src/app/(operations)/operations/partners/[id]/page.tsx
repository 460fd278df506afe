import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { ConnectionActions } from "./connection-actions";
import { Endpoints } from "./endpoints";
import { HandshakeHabits } from "./handshake-habits";
import { HubParties } from "./hub-parties";
import { PartnerFacts } from "./partner-facts";
import { PartnerHistory } from "./partner-history";
import { PartnerLists } from "./partner-lists";
import { PartnerMessages } from "./partner-messages";
import { PartnerPeople } from "./partner-people";
import { PartnerSettingsPanel } from "./partner-settings-panel";
import { PartnerTolerances } from "./partner-tolerances";
import { RefusedHosts } from "./refused-hosts";
import { Registration } from "./registration";
import { RestartPanel } from "./restart-panel";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const partnerId = await pageId(params);
  const { name } = await found((await api()).operations.partners.get({ partnerId }));
  return { title: name };
}

export default async function PartnerPage({ params }: WithId) {
  const partnerId = await pageId(params);
  const { operations } = await api();
  const [t, timeZone, partner, { messages }, people] = await Promise.all([
    getTranslations("operations.partner"),
    getTimeZone(),
    found(operations.partners.get({ partnerId })),
    operations.messages.list({ partner: partnerId }),
    operations.partners.people({ partnerId }),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/operations/partners", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {partner.name}
            <Status of="partner" value={partner.state} className="text-sm" />
          </span>
        }
      />
      <Registration
        partnerId={partner.id}
        initial={{ state: partner.state, lastError: partner.lastError }}
      />
      <RefusedHosts partnerId={partner.id} hosts={partner.refusedHosts} />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-12">
          <PartnerLists
            partnerId={partner.id}
            isRegistered={partner.state === "registered"}
            timeZone={timeZone}
          />
          <HubParties partnerId={partner.id} timeZone={timeZone} />
          <PartnerMessages partnerId={partner.id} messages={messages} timeZone={timeZone} />
          <PartnerTolerances partnerId={partner.id} timeZone={timeZone} />
          <Endpoints endpoints={partner.endpoints} />
          <PartnerHistory history={partner.history} timeZone={timeZone} />
        </div>
        <div className="flex min-w-0 flex-col gap-12">
          <PartnerFacts partner={partner} timeZone={timeZone} />
          <PartnerSettingsPanel partnerId={partner.id} settings={partner.settings} />
          <HandshakeHabits partnerId={partner.id} />
          {partner.state === "registered" ? (
            <ConnectionActions partnerId={partner.id} name={partner.name} />
          ) : null}
          <PartnerPeople
            partnerId={partner.id}
            people={people.map(({ userId, email, name }) => ({ userId, email, name }))}
          />
          <RestartPanel
            partnerId={partner.id}
            name={partner.name}
            versionsUrl={partner.versionsUrl ?? ""}
            isRegistered={partner.state === "registered"}
          />
        </div>
      </div>
    </>
  );
}
