"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { type ReactNode, useState, useSyncExternalStore, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { MapCard } from "./map-card";
import type { MapFaceProps } from "./map-face";
import { boxText, type MapBounds, type MapPoint } from "./map-point";

// The library is large, and most drivers never open a map.
const MovingMap = dynamic(async () => (await import("./moving-map")).MovingMap, {
  ssr: false,
  loading: () => <MapLoading />,
});

const DrawnMap = dynamic(async () => (await import("./drawn-map")).DrawnMap, {
  ssr: false,
  loading: () => <MapLoading />,
});

function MapLoading() {
  const t = useTranslations("find.map");
  return <p className="absolute inset-0 grid place-items-center text-ink-soft">{t("loading")}</p>;
}

/** Places on a map, moving where the browser can, drawn where it can't. The list beside it says the same. */
export function PlaceMap({
  points,
  near,
  styleUrl,
}: Pick<MapFaceProps, "points" | "near"> & { styleUrl: string | null }) {
  const t = useTranslations("find.map");
  const [selected, select] = useState<MapPoint | null>(null);
  const [moved, setMoved] = useState<MapBounds | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const canMove = useSyncExternalStore(subscribeToNothing, hasWebGl, () => null);
  const [isPending, startTransition] = useTransition();
  const [, setAddress] = useQueryStates(
    { box: parseAsString, n: parseAsString },
    { shallow: false, startTransition, history: "push", scroll: false },
  );
  const face: MapFaceProps = {
    points,
    near,
    selectedId: selected?.id ?? null,
    onSelect: select,
    onMove: setMoved,
  };
  const isDrawn = canMove === false || hasFailed;
  const searchHere = () => {
    if (!moved) return;
    select(null);
    setMoved(null);
    void setAddress({ box: boxText(moved), n: null });
  };
  return (
    <section aria-label={t("title")} aria-busy={isPending} className="flex flex-col gap-2">
      <div className="relative isolate h-[calc(100dvh-14rem)] max-h-[40rem] min-h-80 overflow-hidden border border-rule-strong bg-sunken max-sm:-mx-4 max-sm:h-[calc(100dvh-15.5rem)] max-sm:max-h-none max-sm:border-x-0 print:hidden">
        {canMove === null ? <MapLoading /> : null}
        {isDrawn ? <DrawnMap {...face} /> : null}
        {canMove && !hasFailed ? (
          <MovingMap {...face} styleUrl={styleUrl} onFail={() => setFailed(true)} />
        ) : null}
        {moved ? (
          <Button
            variant="secondary"
            isPending={isPending}
            className="absolute top-2 left-2 z-30"
            onClick={searchHere}
          >
            {t("searchHere")}
          </Button>
        ) : null}
        {selected ? <MapCard point={selected} onClose={() => select(null)} /> : null}
      </div>
      <p className="text-sm text-ink-soft">
        {isDrawn ? `${t("plain")} ` : ""}
        {isDrawn || styleUrl === null ? `${t("drawn")} ` : ""}
        {t("same")} {isDrawn || styleUrl === null ? t.rich("names", CREDITS) : null}
      </p>
    </section>
  );
}

function CreditLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} rel="noreferrer" className="underline underline-offset-4">
      {children}
    </a>
  );
}

const CREDITS = {
  source: (words: ReactNode) => <CreditLink href="https://www.geonames.org/">{words}</CreditLink>,
  licence: (words: ReactNode) => (
    <CreditLink href="https://creativecommons.org/licenses/by/4.0/">{words}</CreditLink>
  ),
};

function subscribeToNothing(): () => void {
  return () => undefined;
}

let webGl: boolean | undefined;

/** Asked once: every question makes a context. */
function hasWebGl(): boolean {
  webGl ??= document.createElement("canvas").getContext("webgl2") !== null;
  return webGl;
}
