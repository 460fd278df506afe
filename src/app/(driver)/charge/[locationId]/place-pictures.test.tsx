import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import messages from "@/i18n/messages/en/find.json";
import { PlacePictures } from "./place-pictures";

it("fetches an operator's pictures only when they are asked for, and does not say from where", () => {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ find: messages }} timeZone="UTC">
      <PlacePictures
        operator="Nordström Laddning"
        pictures={[{ url: "https://img.example/1.jpg", category: "CHARGER" }]}
      />
    </NextIntlClientProvider>,
  );
  expect(html).toContain("1 picture by Nordström Laddning");
  const [before = "", image = ""] = html.split("<img");
  expect(before).toContain("<details");
  expect(before).not.toContain("open");
  expect(before).not.toContain("img.example");
  expect(image).toContain('loading="lazy"');
  expect(image).toContain('referrerPolicy="no-referrer"');
  expect(image).toContain('alt="The charger"');
  expect(image).toContain('width="400" height="300"');
});
