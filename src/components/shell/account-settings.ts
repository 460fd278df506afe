import type { Locale } from "@/i18n/locale";

export type Theme = "system" | "light" | "dark";

/** What a person may set, as deeds of the server. */
export interface AccountDeeds {
  readonly chooseAccount: (driverId: string) => Promise<void>;
  readonly chooseTheme: (theme: Theme) => Promise<void>;
  readonly chooseLocale: (locale: Locale) => Promise<void>;
  readonly leave: () => Promise<void>;
}

/** What a person's menu shows. */
export interface AccountMenuProps {
  readonly theme: Theme;
  readonly links: readonly { readonly href: string; readonly label: string }[];
  /** The accounts that he may use, and the one that he looks at. */
  readonly accounts: readonly { readonly value: string; readonly label: string }[];
  readonly account: string;
  readonly deeds: AccountDeeds;
}
