import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Dotted } from "./dotted";

it("reads as a list of what is there, without an end for what is not", () => {
  const markup = renderToStaticMarkup(
    <Dotted>
      {""}
      Stockholm
      {null}
      <b>Nordström</b>
    </Dotted>,
  );
  expect(markup.replaceAll(/<[^>]*>/g, "")).toBe("Stockholm, Nordström");
});
