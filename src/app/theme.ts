import { cookies } from "next/headers";
import type { Theme } from "@/components/shell/account-settings";

export const themeCookie = "kvitt-theme";

/** The chosen appearance; "system" follows the device. */
export async function readTheme(): Promise<Theme> {
  const value = (await cookies()).get(themeCookie)?.value;
  return value === "light" || value === "dark" ? value : "system";
}
