import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import type { WithId } from "@/app/page-props";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { KnownProfile } from "./known-profile";
import { LimitForm } from "./limit-form";
import { ProfileActions } from "./profile-actions";
import { WishTable } from "./wish-table";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { id } = await params;
  const { session } = await found((await api()).operations.charging.get({ id }));
  return { title: session.place };
}

const HINDRANCES = [
  "not-running",
  "not-scsp",
  "no-profiles",
  "not-capable",
  "not-reachable",
] as const;

export default async function SteeredSessionPage({ params }: WithId) {
  const { id } = await params;
  const [t, timeZone, { session, hindrance, known, wishes }] = await Promise.all([
    getTranslations("charging.requests"),
    getTimeZone(),
    found((await api()).operations.charging.get({ id })),
  ]);
  const isOpen = wishes.some(({ endedAt }) => endedAt === null);
  return (
    <>
      <PageHeader
        back={{ href: "/operations/charging", label: t("back") }}
        title={session.place}
        lead={`${session.operator} · ${t(`status.${session.status}`)}`}
        action={hindrance === null ? <ProfileActions sessionId={session.id} /> : null}
      />
      {session.purpose === "steering" ? (
        <Notice title={t("steeredFor", { operator: session.operator })}>{t("steeredText")}</Notice>
      ) : null}
      {hindrance === null ? null : (
        <Notice title={t(`hindrance.${HINDRANCES.find((one) => one === hindrance) ?? "other"}`)} />
      )}
      <div className="grid items-start gap-12 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex flex-col gap-10">
          <KnownProfile known={known} timeZone={timeZone} />
          {hindrance === null ? <LimitForm sessionId={session.id} /> : null}
        </div>
        <Section title={t("session")}>
          <Facts
            facts={[
              {
                label: t("session"),
                value: <span className="font-mono text-sm break-all">{session.ocpiId}</span>,
              },
              {
                label: "EVSE",
                value: <span className="font-mono text-sm break-all">{session.evseUid}</span>,
              },
              {
                label: t("started"),
                value: <Moment at={session.startedAt} timeZone={timeZone} />,
              },
              { label: t("energy"), value: <Energy microKwh={session.energyMicroKwh} /> },
            ]}
          />
        </Section>
      </div>
      <WishTable wishes={wishes} timeZone={timeZone} isOpen={isOpen} />
    </>
  );
}
