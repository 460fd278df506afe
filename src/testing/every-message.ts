import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Language } from "@/core/language";

const folder = fileURLToPath(new URL("../i18n/messages/", import.meta.url));

/** Every text of a language by its whole key, "driver.nav.home": of pages, documents and mails. */
export function everyMessage(language: Language): Map<string, string> {
  return new Map(
    readdirSync(folder + language).flatMap((file) => {
      const area = file
        .replace(".json", "")
        .replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      const texts: object = JSON.parse(readFileSync(`${folder}${language}/${file}`, "utf8"));
      return entriesOf(texts, `${area}.`);
    }),
  );
}

function entriesOf(value: object, path: string): [string, string][] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) =>
    typeof entry === "object" && entry !== null
      ? entriesOf(entry, `${path}${key}.`)
      : [[`${path}${key}`, String(entry)] satisfies [string, string]],
  );
}
