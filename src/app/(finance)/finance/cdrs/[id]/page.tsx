import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Period } from "@/components/period";
import { Status } from "@/components/status";
import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { CdrChain } from "./cdr-chain";
import { CdrFacts } from "./cdr-facts";
import { Comparison } from "./comparison";
import { DecisionMade } from "./decision-made";
import { DriverPrice } from "./driver-price";
import { Evidence } from "./evidence";
import { HeldPanel } from "./held-panel";
import { MeterChecks } from "./meter-checks";
import { OwnPrice } from "./own-price";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const cdr = await found((await api()).finance.cdrs.get({ id: await pageId(params) }));
  return { title: `CDR ${cdr.ocpiId}` };
}

export default async function CdrPage({ params }: WithId) {
  const id = await pageId(params);
  const { finance } = await api();
  const cdr = await found(finance.cdrs.get({ id }));
  const [t, list, ownZone, deliveries, preview] = await Promise.all([
    getTranslations("finance.cdr"),
    getTranslations("finance.cdrs"),
    getTimeZone(),
    finance.cdrs.deliveries({ cdrId: id }),
    cdr.state === "held" ? finance.cdrs.previewDecision({ cdrId: id }) : null,
  ]);
  const timeZone = cdr.timeZone ?? ownZone;
  return (
    <>
      <PageHeader
        back={{ href: "/finance/cdrs", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {cdr.place || list("unknownPlace")}
            <Status of="cdr" value={cdr.state} className="text-sm" />
            {cdr.verdict ? <Status of="verdict" value={cdr.verdict} className="text-sm" /> : null}
            {cdr.isCredited ? <Badge>{list("creditedMark")}</Badge> : null}
            {cdr.isReplacement ? <Badge>{list("replacementMark")}</Badge> : null}
            {cdr.isLate ? <Badge tone="wait">{list("lateMark")}</Badge> : null}
          </span>
        }
        lead={
          <>
            <Period start={cdr.startedAt} end={cdr.endedAt} timeZone={timeZone} />
            <span>
              {" · "}
              {cdr.operator} · {cdr.driverName ?? list("unknownDriver")}
            </span>
            {cdr.creditReferenceId ? (
              <span className="block">{t("credit", { id: cdr.creditReferenceId })}</span>
            ) : null}
          </>
        }
      />
      {preview ? <HeldPanel cdr={cdr} preview={preview} timeZone={ownZone} /> : null}
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-12">
          <Comparison cdr={cdr} />
          <OwnPrice cdr={cdr} timeZone={timeZone} />
          <Evidence cdr={cdr} deliveries={deliveries} timeZone={ownZone} />
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <DecisionMade cdr={cdr} timeZone={ownZone} />
          <CdrChain cdr={cdr} timeZone={ownZone} />
          <DriverPrice cdr={cdr} />
          <CdrFacts cdr={cdr} ownZone={ownZone} />
          <MeterChecks cdr={cdr} timeZone={ownZone} />
        </div>
      </div>
    </>
  );
}
