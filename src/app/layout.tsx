import type { Metadata, Viewport } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { ClientWords } from "./client-words/client-words";
import { fontVariables } from "./fonts";
import "./globals.css";
import { readTheme } from "./theme";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell.brand");
  return {
    title: { default: "Kvitt", template: "%s · Kvitt" },
    description: t("claim"),
    applicationName: "Kvitt",
    appleWebApp: { capable: true, title: "Kvitt" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f6f3" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1411" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = await Promise.all([getLocale(), readTheme()]);
  return (
    <html
      lang={locale}
      className={fontVariables}
      {...(theme === "system" ? {} : { "data-theme": theme })}
    >
      <body>
        <ClientWords of="root">
          {children}
          <Toaster />
        </ClientWords>
      </body>
    </html>
  );
}
