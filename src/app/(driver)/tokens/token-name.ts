import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/trpc/outputs";

export type Token = RouterOutputs["driver"]["tokens"]["list"][number];

/** What a token is called: by its holder, else as printed on it, else by its kind. */
export function useTokenName(): (token: Pick<Token, "name" | "visualNumber" | "type">) => string {
  const t = useTranslations("driver.tokens");
  return ({ name, visualNumber, type }) =>
    name ?? visualNumber ?? t(type === "APP_USER" ? "app" : "rfid");
}

const REASONS = [
  "by_driver",
  "by_account",
  "by_operations",
  "lost",
  "replaced",
  "expired",
  "no_credit",
  "unpaid",
] as const;

/** The words for why a token is blocked. */
export function reasonKey(reason: string | null): (typeof REASONS)[number] | "other" {
  return REASONS.find((known) => known === reason) ?? "other";
}

/** Whether who holds it may lift its block himself. */
export function isOwnBlock(reason: string | null): boolean {
  return reason === "by_driver" || reason === "by_account" || reason === "lost";
}
