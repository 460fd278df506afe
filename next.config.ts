import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(self)" },
  {
    key: "Content-Security-Policy",
    value: "frame-ancestors 'none'; base-uri 'self'; object-src 'none'",
  },
];

const config: NextConfig = {
  // OCPI partners call with and without a trailing slash: no redirect may stand in between.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // The styles come with the page: a phone on a slow network shows it a round trip earlier (docs/performance.md).
  experimental: { inlineCss: true },
  // A page's title and description stand in its head for everybody, not only for robots.
  htmlLimitedBots: /.*/,
  serverExternalPackages: ["postgres", "pino", "pg-boss", "nodemailer", "pdfkit"],
  headers: () => Promise.resolve([{ source: "/:path*", headers }]),
};

export default createNextIntlPlugin({
  requestConfig: "./src/app/intl-request.ts",
  // Browsers and pages are given sentences that are parsed already, and no parser.
  experimental: {
    messages: {
      path: "./src/i18n/messages",
      format: "json",
      locales: "infer",
      precompile: true,
    },
  },
})(config);
