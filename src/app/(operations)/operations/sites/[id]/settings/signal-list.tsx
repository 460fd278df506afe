"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { LimitText } from "@/app/(operations)/operations/sites/power";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Moment } from "@/components/period";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useTRPC } from "@/trpc/client";
import type { Site } from "./site-sheet";

/** What the grid asks of a site's parts, now or later. */
export function SignalList({ site }: { site: Site }) {
  const t = useTranslations("sites.signal");
  if (site.signals.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  const nameOf = (nodeId: string) => site.nodes.find(({ id }) => id === nodeId)?.name ?? "";
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("reference")}</Th>
          <Th>{t("time")}</Th>
          <Th>{t("limit")}</Th>
          <Th>
            <span className="sr-only">{t("deeds")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {site.signals.map((signal) => (
          <Tr key={signal.id}>
            <Td>
              <span className="break-all">{signal.reference}</span>
              <span className="block text-sm text-ink-soft">{nameOf(signal.nodeId)}</span>
            </Td>
            <Td>
              <Moment at={signal.startsAt} timeZone={site.timeZone} />
              {" – "}
              <Moment at={signal.endsAt} timeZone={site.timeZone} />
            </Td>
            <Td>
              <LimitText limitA={signal.limitA} limitW={signal.limitW} />
            </Td>
            <Td isFigure>
              <EndSignal siteId={site.id} reference={signal.reference} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function EndSignal({ siteId, reference }: { siteId: string; reference: string }) {
  const t = useTranslations("sites.signal");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.endSignal.mutationOptions());
  const end = async () => {
    try {
      await mutateAsync({ siteId, reference });
      router.refresh();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("end")}
        </Button>
      }
      title={t("endTitle", { reference })}
      description={t("endText")}
      confirmLabel={t("end")}
      onConfirm={end}
    />
  );
}
