"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useTRPC } from "@/trpc/client";
import type { SiteSheet } from "./site-sheet";

/** Who may speak for a site over the grid interface. */
export function KeyList({
  siteId,
  keys,
  timeZone,
}: {
  siteId: string;
  keys: SiteSheet["keys"];
  timeZone: string;
}) {
  const t = useTranslations("sites.key");
  if (keys.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th className="hidden sm:table-cell">{t("made")}</Th>
          <Th>{t("used")}</Th>
          <Th>
            <span className="sr-only">{t("deeds")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {keys.map(({ id, name, createdAt, lastUsedAt, revokedAt }) => (
          <Tr key={id}>
            <Td>{name}</Td>
            <Td className="hidden sm:table-cell">
              <Moment at={createdAt} timeZone={timeZone} />
            </Td>
            <Td>{lastUsedAt ? <Moment at={lastUsedAt} timeZone={timeZone} /> : t("never")}</Td>
            <Td isFigure>
              {revokedAt ? (
                <Badge>{t("revoked")}</Badge>
              ) : (
                <RevokeKey siteId={siteId} keyId={id} name={name} />
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function RevokeKey({ siteId, keyId, name }: { siteId: string; keyId: string; name: string }) {
  const t = useTranslations("sites.key");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.revokeKey.mutationOptions());
  const revoke = async () => {
    try {
      await mutateAsync({ siteId, keyId });
      router.refresh();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("revoke")}
        </Button>
      }
      title={t("revokeTitle", { name })}
      description={t("revokeText")}
      confirmLabel={t("revoke")}
      isDanger
      onConfirm={revoke}
    />
  );
}
