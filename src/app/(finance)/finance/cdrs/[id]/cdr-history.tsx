import { useTranslations } from "next-intl";
import { Timeline, type TimelineEvent } from "@/components/timeline";
import type { RouterOutputs } from "@/trpc/outputs";
import { useActorWords, useAuditWords } from "@/app/(finance)/finance/audit-words";
import { useHeldReason } from "@/app/(finance)/finance/held-reason";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];
type Deliveries = RouterOutputs["finance"]["cdrs"]["deliveries"];

/** Everything that happened to a CDR, newest first: how it came, how it was rated, what people did. */
export function CdrHistory({
  cdr,
  deliveries,
  timeZone,
}: {
  cdr: Cdr;
  deliveries: Deliveries;
  timeZone: string;
}) {
  const t = useTranslations("finance.cdr");
  const verdicts = useTranslations("status.verdict");
  const auditWords = useAuditWords();
  const actorWords = useActorWords();
  const reasonOf = useHeldReason();
  const events: TimelineEvent[] = [
    ...deliveries.messages.map((message) => {
      const { outcome, method } = message;
      const what = method === "GET" ? "read" : outcome === "accepted" ? "received" : outcome;
      return {
        id: message.id,
        at: message.occurredAt,
        title: t(`event_${what}`),
        detail: message.requestId ? `X-Request-ID ${message.requestId}` : null,
        href: `/finance/messages/${message.id}`,
      };
    }),
    ...cdr.ratings.map((rating) => ({
      id: `rating-${rating.ratedAt.toString()}`,
      at: rating.ratedAt,
      title: t("event_rated", { verdict: verdicts(rating.verdict) }),
      detail: t("ratedBy", { engine: rating.engineVersion, tzdata: rating.tzdataVersion }),
    })),
    ...cdr.holds.flatMap(({ id, stored, heldAt, releasedAt, releasedHow }) => {
      const { what } = reasonOf(stored);
      const held = { id: `held-${id}`, at: heldAt, title: t("event_held", { what }) };
      if (releasedAt === null || releasedHow === null) return [held];
      const title = t("event_released", { what });
      return [
        held,
        { id: `released-${id}`, at: releasedAt, title, detail: t(`released_${releasedHow}`) },
      ];
    }),
    ...cdr.audit.map(({ id, occurredAt, action, actor, detail }) => ({
      id,
      at: occurredAt,
      title: `${auditWords(action)}: ${actorWords(actor)}`,
      detail: typeof detail["note"] === "string" ? detail["note"] : null,
    })),
  ];
  return <Timeline events={events} timeZone={timeZone} />;
}
