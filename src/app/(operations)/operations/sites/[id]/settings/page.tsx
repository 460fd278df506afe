import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { AddLocation } from "./add-location";
import { HistoryList } from "./history-list";
import { KeyList } from "./key-list";
import { MakeKey } from "./make-key";
import { MeterList } from "./meter-list";
import { NodeDialog } from "./node-dialog";
import { NodeList } from "./node-list";
import { RemoveSite } from "./remove-site";
import { SignalDialog } from "./signal-dialog";
import { SignalList } from "./signal-list";
import { SiteForm } from "./site-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sites.settings");
  return { title: t("title") };
}

export default async function SiteSettingsPage({ params }: WithId) {
  const siteId = await pageId(params);
  const { operations } = await api();
  const [t, sheet, locations, zones] = await Promise.all([
    getTranslations("sites.settings"),
    found(operations.sites.get({ siteId })),
    operations.sites.locations(),
    operations.sites.zones(),
  ]);
  const { site, points } = sheet;
  const own = locations.filter(
    ({ partnerId, evses, taken }) => partnerId === site.partnerId && taken < evses,
  );
  const unsteerable = points.filter(({ hindrance }) => hindrance !== null).length;
  return (
    <>
      <PageHeader
        title={t("heading", { name: site.name })}
        lead={t("lead")}
        back={{ href: `/operations/sites/${siteId}`, label: site.name }}
        action={<RemoveSite siteId={siteId} name={site.name} />}
      />
      {unsteerable > 0 ? (
        <Notice tone="wait" title={t("unsteerable", { count: unsteerable, of: points.length })}>
          {t("unsteerableText")}
        </Notice>
      ) : null}
      {sheet.isScsp ? null : (
        <Notice title={t("noScsp", { operator: sheet.operator })}>{t("noScspText")}</Notice>
      )}
      <Section
        title={t("tree")}
        action={
          <div className="flex flex-wrap gap-2">
            <NodeDialog sheet={sheet} kind="feeder" />
            <NodeDialog sheet={sheet} kind="evse" />
            {own.length > 0 ? <AddLocation site={site} locations={own} /> : null}
          </div>
        }
      >
        <p className="max-w-prose text-ink-soft">{t("treeText")}</p>
        <NodeList sheet={sheet} />
      </Section>
      <Section title={t("general")}>
        <SiteForm site={site} zones={zones} />
      </Section>
      <Section title={t("meters")}>
        <MeterList site={site} />
      </Section>
      <Section title={t("signals")} action={<SignalDialog site={site} />}>
        <p className="max-w-prose text-ink-soft">{t("signalsText")}</p>
        <SignalList site={site} />
      </Section>
      <Section title={t("keys")} action={<MakeKey siteId={siteId} />}>
        <p className="max-w-prose text-ink-soft">{t("keysText")}</p>
        <KeyList siteId={siteId} keys={sheet.keys} timeZone={site.timeZone} />
      </Section>
      <Section title={t("history")}>
        <HistoryList history={sheet.history} timeZone={site.timeZone} />
      </Section>
    </>
  );
}
