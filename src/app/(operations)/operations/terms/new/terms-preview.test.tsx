import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { messagesOf } from "@/i18n/messages";
import { TermsPreview } from "./terms-preview";

const shown = (before: string | null, validFrom: string) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={messagesOf("en")} timeZone="UTC">
      <TermsPreview
        language="de"
        text={{ title: "Bedingungen", body: "## Preis\n\nSie sehen ihn zuerst." }}
        before={before}
        version={2}
        validFrom={validFrom}
      />
    </NextIntlClientProvider>,
  );

it("a text stands as its readers will see it first, in its own language, with its day", () => {
  const html = shown("## Preis", "2027-01-01");
  expect(html).toMatch(
    /<article lang="de".*Bedingungen.*Version 2, from 1 Jan 2027.*<h2[^>]*>Preis/,
  );
  expect(html).toContain("What changes");
  expect(html).not.toContain("<ins");
});

it("the first version has nothing before it to be held against", () => {
  expect(shown(null, "")).not.toContain("What changes");
});
