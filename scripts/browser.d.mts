export interface TestBrowser {
  /** Which browser was taken and from where, for people. */
  name: string;
  executablePath: string;
  chromiumSandbox: boolean;
  args: string[];
  env: Record<string, string>;
}

/** The browser to test with: KVITT_BROWSER, an installed one, Playwright's own, or npm's. Throws with the cure. */
export function findBrowser(): TestBrowser;
