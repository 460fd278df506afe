/** Told by the router when somebody sets out for another page; `PageChange` shows it until the page is there. */
export function onRouterTransitionStart(url: string): void {
  dispatchEvent(new CustomEvent("kvitt:page-change", { detail: url }));
}
