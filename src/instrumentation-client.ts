/** Told by the router when somebody sets out for another page; `PageChange` shows it until the page is there. */
export function onRouterTransitionStart(): void {
  dispatchEvent(new Event("kvitt:page-change"));
}
