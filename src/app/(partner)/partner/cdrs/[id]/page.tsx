import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { CdrStanding } from "./cdr-standing";
import { ClaimComparison } from "./claim-comparison";
import { HeldList } from "./held-list";
import { OwnCdrFacts } from "./own-cdr-facts";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const id = await pageId(params);
  const { ocpiId } = await found((await api()).partner.cdrs.get({ id }));
  return { title: ocpiId };
}

export default async function PartnerCdrPage({ params }: WithId) {
  const id = await pageId(params);
  const [t, timeZone, cdr] = await Promise.all([
    getTranslations("partner.cdr"),
    getTimeZone(),
    found((await api()).partner.cdrs.get({ id })),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/partner/cdrs", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2 break-all">
            {cdr.ocpiId}
            <Status of="cdr" value={cdr.state} className="text-sm" />
            {cdr.verdict === null ? null : (
              <Status of="verdict" value={cdr.verdict} className="text-sm" />
            )}
          </span>
        }
        lead={<CdrStanding cdr={cdr} />}
      />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-12">
          <HeldList cdr={cdr} />
          <ClaimComparison cdr={cdr} />
        </div>
        <OwnCdrFacts cdr={cdr} timeZone={timeZone} />
      </div>
    </>
  );
}
