import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Timeline } from "@/components/timeline";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Facts } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { money } from "@/core/money/money";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { subjectHref, useCaseWords } from "@/app/(finance)/finance/cases/case-words";
import { CaseDeeds } from "./case-deeds";

type Case = RouterOutputs["finance"]["cases"]["get"];

const EVENTS = {
  "case.taken": "taken_event",
  "case.laid_down": "laid_down_event",
  "case.closed": "closed_event",
} as const;

/** A case whole: what was found, what can be done, and what was. */
export function CaseSheet({
  one,
  timeZone,
  backLabel,
}: {
  one: Case;
  timeZone: string;
  backLabel: string;
}) {
  const t = useTranslations("cases");
  const { kindOf } = useCaseWords();
  const href = subjectHref(one.subjectType, one.subjectId);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/cases", label: backLabel }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {kindOf(one.kind)}
            <Badge tone={one.state === "open" ? "wait" : "neutral"} className="text-sm">
              {one.state === "open" ? t("open") : t("closed")}
            </Badge>
          </span>
        }
        lead={t("days", { count: one.ageDays })}
        action={
          <>
            {href ? (
              <LinkButton href={href} variant="secondary">
                {t("toSubject")}
              </LinkButton>
            ) : null}
            {one.state === "open" ? (
              // What a driver objects to ends with its dispute.
              <CaseDeeds id={one.id} isMine={one.isMine} canClose={one.kind !== "driver_dispute"} />
            ) : null}
          </>
        }
      />
      <Section title={t("found")}>
        <Facts facts={[...useFacts(one, timeZone), ...useDetails(one)]} />
      </Section>
      <CaseHistory one={one} timeZone={timeZone} />
    </>
  );
}

function useFacts(one: Case, timeZone: string) {
  const t = useTranslations("cases");
  const locale = useLocale();
  const { resolutionOf } = useCaseWords();
  return [
    { label: t("amount"), value: one.amount ? <Money value={one.amount} /> : null },
    { label: t("driver"), value: one.driverName },
    {
      label: t("subject"),
      value: <span className="font-mono text-sm break-all">{one.subjectId}</span>,
    },
    { label: t("opened"), value: <Moment at={one.openedAt} timeZone={timeZone} /> },
    { label: t("seen"), value: <Moment at={one.lastSeenAt} timeZone={timeZone} /> },
    { label: t("owner"), value: one.owner ?? t("nobody") },
    { label: t("resolution"), value: one.resolution && resolutionOf(one.resolution) },
    { label: t("note"), value: one.note },
    {
      label: t("closedBy"),
      value:
        one.closedBy && one.closedAt
          ? `${one.closedBy}, ${formatTime(one.closedAt, locale, timeZone, "dateTime")}`
          : null,
    },
  ];
}

/** What the program noted; amounts in minor units are shown in the case's currency. */
function useDetails(one: Case) {
  const { fieldOf, reasonOf } = useCaseWords();
  const currency = one.amount?.currency;
  const words = (field: string, text: string) => {
    if (field === "reason" && one.kind === "driver_dispute") return reasonOf(text);
    return field.endsWith("Id") ? (
      <span className="font-mono text-sm break-all">{text}</span>
    ) : (
      text
    );
  };
  return Object.entries(one.detail).map(([field, text]) => ({
    label: fieldOf(field),
    value:
      field.endsWith("Minor") && currency !== undefined && /^-?\d+$/.test(text) ? (
        <Money value={money(BigInt(text), currency)} />
      ) : (
        words(field, text)
      ),
  }));
}

function CaseHistory({ one, timeZone }: { one: Case; timeZone: string }) {
  const t = useTranslations("cases");
  const { resolutionOf } = useCaseWords();
  return (
    <>
      {one.history.length > 0 ? (
        <Section title={t("history")}>
          <Timeline
            timeZone={timeZone}
            events={one.history.map(({ id, action, actor, occurredAt }) => ({
              id,
              at: occurredAt,
              title: action in EVENTS ? t(EVENTS[action as keyof typeof EVENTS]) : action,
              detail: actor,
            }))}
          />
        </Section>
      ) : null}
      {one.earlier.length > 0 ? (
        <Section title={t("earlier")}>
          <Timeline
            timeZone={timeZone}
            events={one.earlier.map(({ id, openedAt, resolution }) => ({
              id,
              at: openedAt,
              title: resolution ? resolutionOf(resolution) : t("open"),
              href: `/finance/cases/${id}`,
            }))}
          />
        </Section>
      ) : null}
    </>
  );
}
