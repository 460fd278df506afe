import type { MetadataRoute } from "next";
import { getLocale, getTranslations } from "next-intl/server";

/** How Kvitt stands on a home screen (W3C Web Application Manifest), in the language of who installs it. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [locale, t, nav] = await Promise.all([
    getLocale(),
    getTranslations("shell.brand"),
    getTranslations("driver.nav"),
  ]);
  return {
    id: "/",
    name: "Kvitt",
    short_name: "Kvitt",
    description: t("claim"),
    lang: locale,
    dir: "ltr",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#f4f6f3",
    theme_color: "#f4f6f3",
    categories: ["travel", "finance"],
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: nav("charge"), url: "/charge" },
      { name: nav("sessions"), url: "/sessions" },
      { name: nav("invoices"), url: "/invoices" },
    ],
  };
}
