import { getLocale, getTranslations } from "next-intl/server";

/**
 * What a browser shows without a network where it has kept nothing of a page: a page that needs nothing else, so that the
 * service worker can hold it. `<!--kept-->` is where it names what it has kept.
 */
export async function GET(): Promise<Response> {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("offline")]);
  const html = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t("title")} · Kvitt</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#f4f6f3, #0d1411); color: light-dark(#12201a, #e9f0eb); font: 1rem/1.6 ui-sans-serif, system-ui, sans-serif; }
main { max-width: 36rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
ul { list-style: none; margin: 2rem 0 0; padding: 0; border-top: 1px solid light-dark(#7d8c84, #6c7d74); }
li { border-bottom: 1px solid light-dark(#d3dbd5, #2a3731); }
a { color: inherit; display: block; padding: .75rem 0; text-underline-offset: 4px; }
a.again { display: inline-block; margin-top: .5rem; padding: .625rem 1rem; border-radius: 2px; background: light-dark(#0d4a37, #cdea63); color: light-dark(#ffffff, #111d17); font-weight: 500; text-decoration: none; }
.brand { display: flex; align-items: center; gap: .625rem; margin: 0 0 4rem; font-size: 1.375rem; line-height: 1; font-weight: 600; letter-spacing: -.045em; }
.brand svg { height: 1.625rem; }
</style>
</head>
<body>
<main>
<p class="brand">
<svg viewBox="4 2 24 27" aria-hidden="true" fill="none" stroke-width="3.4">
<path style="fill: light-dark(#0d4a37, #cdea63)" d="M4 2h24v27l-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5-3 2.5-3-2.5L7 29l-3-2.5z"/>
<path style="stroke: light-dark(#ffffff, #111d17)" d="M11 7.2v15"/>
<path style="stroke: light-dark(#d9f26b, #0d4a37)" stroke-linejoin="bevel" d="M22.6 6.6 14.2 15l6.9 7"/>
</svg>
kvitt
</p>
<h1>${t("title")}</h1>
<p>${t("text")}</p>
<a class="again" href="">${t("again")}</a>
<!--kept-->
</main>
</body>
</html>
`;
  return new Response(html, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });
}
