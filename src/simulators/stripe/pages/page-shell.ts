/** Makes text safe inside HTML, also inside quoted attributes. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A whole page around its content. `content` is HTML, everything else is text. */
export function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} · Stripe simulator</title>
<style>${STYLE}</style>
</head>
<body>
<header><p><strong>Stripe simulator – test page.</strong> No money moves here. Never type a real card number.</p></header>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ground: #f6f5f1; --card: #ffffff; --ink: #1d2433; --soft: #545d70;
  --line: #d5d8de; --accent: #3b3fb6; --on-accent: #ffffff; --warn: #7a4b00; --warn-ground: #fff1d6;
  --bad: #a3162a; --bad-ground: #fdecee; }
@media (prefers-color-scheme: dark) { :root { --ground: #12151d; --card: #1b202b; --ink: #eceff5;
  --soft: #aab3c5; --line: #39414f; --accent: #a9adff; --on-accent: #12151d; --warn: #ffd591;
  --warn-ground: #3a2a0c; --bad: #ffb3bd; --bad-ground: #431720; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
header { background: var(--warn-ground); color: var(--warn); text-align: center; padding: .6rem 1rem; }
header p { margin: 0; }
main { max-width: 34rem; margin: 1.5rem auto 3rem; padding: 1.75rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 14px; }
@media (max-width: 36rem) { main { margin: 0; border-width: 0 0 1px; border-radius: 0; padding: 1.25rem; } }
h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem; }
.amount { font-size: 2rem; font-weight: 650; font-variant-numeric: tabular-nums; margin: 0; }
.lines { list-style: none; margin: .5rem 0 1.5rem; padding: 0; color: var(--soft); }
.lines li { display: flex; justify-content: space-between; gap: 1rem; font-variant-numeric: tabular-nums; }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: .5rem; }
.choice { display: flex; gap: .75rem; align-items: flex-start; padding: .65rem .75rem;
  border: 1px solid var(--line); border-bottom-width: 0; cursor: pointer; }
.choice:first-of-type { border-radius: 10px 10px 0 0; }
.choice:last-of-type { border-radius: 0 0 10px 10px; border-bottom-width: 1px; }
.choice:has(:checked) { box-shadow: inset 3px 0 0 var(--accent); }
.choice input { margin: .3rem 0 0; accent-color: var(--accent); }
.choice .number { display: block; font-variant-numeric: tabular-nums; }
.choice .note, .hint { color: var(--soft); font-size: .9rem; }
.hint { margin: .25rem 0 .75rem; }
.field { margin-bottom: 1.25rem; }
.field label { display: block; font-weight: 600; }
.field input { width: 100%; font: inherit; padding: .6rem .75rem; border: 1px solid var(--soft);
  border-radius: 8px; background: var(--card); color: var(--ink); font-variant-numeric: tabular-nums; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
button, .button { font: inherit; font-weight: 600; padding: .7rem 1.4rem; min-height: 44px; border-radius: 8px;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer;
  text-decoration: none; }
.plain { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.methods { list-style: none; margin: 0 0 1.5rem; padding: 0; }
.methods li { padding: .75rem 0; border-top: 1px solid var(--line); }
.methods p { margin: 0 0 .5rem; }
.alert { background: var(--bad-ground); color: var(--bad); border-radius: 8px; padding: .75rem 1rem; margin: 0 0 1.25rem; }
details { margin-bottom: 1.25rem; }
summary { cursor: pointer; font-weight: 600; padding: .4rem 0; }
a { color: var(--accent); }
.button { color: var(--on-accent); }
.plain.button { color: var(--accent); }
`;
