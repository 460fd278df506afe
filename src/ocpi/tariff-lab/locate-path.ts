/** The line, from 1, in which a path ("elements[1].price_components[0].vat") stands in JSON text; or its nearest parent. */
export function lineOfPath(text: string, path: string): number {
  const wanted = path === "" ? [] : path.split(/[.[\]]+/).filter((key) => key !== "");
  const scan = new Scan(text);
  return lineAt(text, scan.find(wanted));
}

/** The line, from 1, of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Walks valid JSON by offsets. */
class Scan {
  #at = 0;
  constructor(readonly text: string) {}

  /** The offset of the value at the path, or of the deepest parent that exists. */
  find(path: readonly string[]): number {
    this.#blank();
    const start = this.#at;
    const [key, ...rest] = path;
    const open = this.text[this.#at];
    if (key === undefined || (open !== "{" && open !== "[")) return start;
    this.#at++;
    for (let index = 0; ; index++) {
      this.#blank();
      if (this.#at >= this.text.length || this.#isAt("}") || this.#isAt("]")) return start;
      const nameAt = this.#at;
      const name = open === "{" ? this.#name() : String(index);
      if (name === key) {
        const found = this.find(rest);
        // A simple value is found at its name.
        return rest.length === 0 && open === "{" ? nameAt : found;
      }
      this.#skip();
      this.#blank();
      if (this.#isAt(",")) this.#at++;
    }
  }

  #isAt(char: string): boolean {
    return this.text[this.#at] === char;
  }

  #blank(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  #name(): string {
    const from = this.#at;
    this.#string();
    const quoted = this.text.slice(from, this.#at);
    this.#blank();
    this.#at++;
    this.#blank();
    return JSON.parse(quoted) as string;
  }

  #string(): void {
    this.#at++;
    while (this.#at < this.text.length && !this.#isAt('"')) this.#at += this.#isAt("\\") ? 2 : 1;
    this.#at++;
  }

  #skip(): void {
    let depth = 0;
    while (this.#at < this.text.length) {
      const char = this.text[this.#at];
      if (char === '"') {
        this.#string();
        if (depth === 0) return;
        continue;
      }
      if (char === "{" || char === "[") depth++;
      else if (char === "}" || char === "]") {
        if (depth === 0) return;
        depth--;
        this.#at++;
        if (depth === 0) return;
        continue;
      } else if (char === "," && depth === 0) return;
      this.#at++;
    }
  }
}
