"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { NodeForm } from "./node-form";
import type { SiteNode, SiteSheet } from "./site-sheet";

/** Adds a part to a site's tree, or changes one. */
export function NodeDialog({
  sheet,
  kind,
  node = null,
}: {
  sheet: SiteSheet;
  kind: SiteNode["kind"];
  node?: SiteNode | null;
}) {
  const t = useTranslations("sites.tree");
  const title = node ? t("change", { name: node.name }) : t(`add.${kind}`);
  const trigger = node ? (
    <Button variant="quiet" size="sm" aria-label={title}>
      <Pencil aria-hidden className="size-4" />
    </Button>
  ) : (
    <Button variant="secondary" size="sm">
      {title}
    </Button>
  );
  return (
    <Dialog trigger={trigger} title={title} className="w-[34rem]">
      {(close) => <NodeForm sheet={sheet} kind={kind} node={node} onDone={close} />}
    </Dialog>
  );
}
