import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesOf } from "@/i18n/messages";
import { NamedList } from "./named-list";

const shown = (value: readonly string[]) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesOf("en")} timeZone="UTC">
      <NamedList
        label="Where"
        any="Anywhere"
        of={[
          { id: "a", name: "Slussen" },
          { id: "b", name: "Globen" },
        ]}
        value={value}
        onChange={() => undefined}
      />
    </NextIntlClientProvider>,
  );

const summary = (html: string) =>
  (/<summary.*<\/summary>/.exec(html)?.[0] ?? "").replaceAll(/<[^>]+>/g, "");

it("a folded list says what is ticked, all of it, and what of it is there no more", () => {
  expect(summary(shown([]))).toBe("Where: Anywhere");
  expect(summary(shown(["a", "b"]))).toBe("Where: Slussen, Globen");
  expect(summary(shown(["b", "sold"]))).toBe("Where: Globen, no longer there");
  expect(shown(["b"]).match(/aria-checked="true"/g)).toHaveLength(1);
});
