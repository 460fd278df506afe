import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { LimitText, Power } from "@/app/(operations)/operations/sites/power";
import { Badge } from "@/components/ui/badge";
import { NodeDialog } from "./node-dialog";
import { RemoveNode } from "./remove-node";
import { depthOf, type SiteNode, type SiteSheet } from "./site-sheet";
import { WindowText } from "./window-text";

/** So many charging points of one part are listed; more are folded together. */
const LISTED = 5;

/** A site's tree: each part below the one that feeds it, with its limits and what can be done to it. */
export function NodeList({ sheet }: { sheet: SiteSheet }) {
  const t = useTranslations("sites.tree");
  return (
    <ul aria-label={t("label")} className="border-t">
      <Branch sheet={sheet} parentId={null} />
    </ul>
  );
}

function Branch({ sheet, parentId }: { sheet: SiteSheet; parentId: string | null }) {
  const t = useTranslations("sites.tree");
  const fed = sheet.site.nodes.filter((node) => node.parentId === parentId);
  const points = fed.filter(({ kind }) => kind === "evse");
  const depth = points[0] ? depthOf(sheet.site.nodes, points[0]) : 0;
  const rows = points.map((node) => <NodeRow key={node.id} sheet={sheet} node={node} />);
  const unsteerable = sheet.points.filter(
    ({ nodeId, hindrance }) => hindrance !== null && points.some(({ id }) => id === nodeId),
  ).length;
  return (
    <>
      {rows.length > LISTED ? (
        <li className="border-b">
          <details>
            <summary
              className={`min-h-10 cursor-default py-2.5 hover:bg-sunken ${indentOf(depth)}`}
            >
              {t("points", { count: rows.length })}
              {unsteerable > 0 ? (
                <span className="text-sm text-wait">
                  {" · "}
                  {t("pointsNotSteered", { count: unsteerable })}
                </span>
              ) : null}
            </summary>
            <ul className="border-t">{rows}</ul>
          </details>
        </li>
      ) : (
        rows
      )}
      {fed
        .filter(({ kind }) => kind !== "evse")
        .map((node) => (
          <Fragment key={node.id}>
            <NodeRow sheet={sheet} node={node} />
            <Branch sheet={sheet} parentId={node.id} />
          </Fragment>
        ))}
    </>
  );
}

const INDENTS = ["", "pl-4 sm:pl-8", "pl-8 sm:pl-16", "pl-12 sm:pl-24"];

function indentOf(depth: number): string {
  return INDENTS[Math.min(depth, INDENTS.length - 1)] ?? "";
}

function NodeRow({ sheet, node }: { sheet: SiteSheet; node: SiteNode }) {
  const t = useTranslations("sites.tree");
  const { nodes } = sheet.site;
  const point = sheet.points.find(({ nodeId }) => nodeId === node.id);
  const indent = indentOf(depthOf(nodes, node));
  const parent = nodes.find(({ id }) => id === node.parentId);
  return (
    <li className="border-b py-2.5">
      <div className={`flex flex-wrap items-start justify-between gap-x-6 gap-y-1 ${indent}`}>
        <div className="min-w-0 flex-1 basis-40">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className={node.kind === "evse" ? "break-all" : "font-medium"}>{node.name}</span>
            <span className="text-sm text-ink-soft">{t(`kind.${node.kind}`)}</span>
            {parent ? <span className="sr-only">{t("fedBy", { name: parent.name })}</span> : null}
            {point?.hindrance ? <Badge tone="wait">{t("notSteered")}</Badge> : null}
          </p>
          <p className="text-sm text-ink-soft">
            {node.limitA !== null || node.limitW !== null ? (
              <LimitText limitA={node.limitA} limitW={node.limitW} />
            ) : point ? (
              <Power watts={point.maxW} />
            ) : (
              t("noLimit")
            )}
            {node.evseUid && node.evseUid !== node.name ? ` · ${node.evseUid}` : null}
            {node.kind === "evse" && node.phases === 1 ? ` · ${t("onePhase")}` : null}
            {node.firstPhase === null ? null : ` · ${t("onPhase", { phase: node.firstPhase })}`}
          </p>
          {point?.hindrance ? (
            <p className="text-sm text-wait">{t(`hindrance.${point.hindrance}`)}</p>
          ) : null}
          {node.windows.map((window) => (
            <p key={window.id} className="text-sm text-ink-soft">
              <WindowText window={window} />
            </p>
          ))}
        </div>
        <div className="flex gap-2">
          <NodeDialog sheet={sheet} kind={node.kind} node={node} />
          {node.kind === "grid" ? null : (
            <RemoveNode siteId={sheet.site.id} nodeId={node.id} name={node.name} />
          )}
        </div>
      </div>
    </li>
  );
}
