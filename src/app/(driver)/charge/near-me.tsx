"use client";

import { LocateFixed } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";

/** About a hundred metres: near enough to find a charger, and no more than that is sent. */
const DIGITS = 3;

/** Asks the browser where it is, and for the places around. Text that was searched for is kept. */
export function NearMe({
  text,
  kept,
  isCompact = false,
}: {
  text: string;
  kept: readonly (readonly [string, string])[];
  /** On phones a sign only. */
  isCompact?: boolean;
}) {
  const t = useTranslations("driver.charge");
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [isRefused, setRefused] = useState(false);
  const [isPending, startTransition] = useTransition();
  const refuse = () => {
    setAsking(false);
    setRefused(true);
  };
  const ask = () => {
    if (!("geolocation" in navigator)) return refuse();
    setAsking(true);
    setRefused(false);
    const options = { maximumAge: 60_000, timeout: 10_000 };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setAsking(false);
        const near = `${coords.latitude.toFixed(DIGITS)},${coords.longitude.toFixed(DIGITS)}`;
        const query = new URLSearchParams({
          ...Object.fromEntries(kept),
          ...(text && { q: text }),
          near,
        });
        query.delete("box");
        startTransition(() => router.push(`/charge?${query.toString()}`));
      },
      refuse,
      options,
    );
  };
  return (
    <>
      <Button
        variant="secondary"
        onClick={ask}
        isPending={isAsking || isPending}
        className={isCompact ? "max-sm:w-11 max-sm:px-0" : "max-sm:gap-1.5 max-sm:px-2.5"}
      >
        <LocateFixed aria-hidden className="size-4" />
        <span className={isCompact ? "max-sm:sr-only" : undefined}>
          {isAsking ? t("locating") : t("nearMe")}
        </span>
      </Button>
      <output className="basis-full text-sm text-wait empty:hidden">
        {isRefused ? t("locationDenied") : null}
      </output>
    </>
  );
}
