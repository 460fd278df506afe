import { describe, expect, it } from "vitest";
import { MessageUses } from "./message-uses";

const usesOf = (text: string, more = "") =>
  new MessageUses(
    new Map([
      ["page.tsx", text],
      ["more.ts", more],
    ]),
  );

describe("which messages are used", () => {
  it("is read from calls by name, plain and rich, and from inline translators", () => {
    const uses = usesOf(
      `const t = useTranslations("a.b"); t("one"); t.rich("two", {}); const x = (await getTranslations("a"))("c");`,
    );
    expect(uses.unused(["a.b.one", "a.b.two", "a.c", "a.b.three"])).toEqual(["a.b.three"]);
  });

  it("is read from templates, where the code knows what they are filled with", () => {
    const uses = usesOf(
      "const t = useTranslations('a'.x); const u = useTranslations(\"a\"); u(`state.${state}Text`);",
      'type State = "open" | "shut";',
    );
    expect(uses.unused(["a.state.openText", "a.state.shutText", "a.state.lostText"])).toEqual([
      "a.state.lostText",
    ]);
  });

  it("counts names anywhere once a translator is given away or asked for a computed key", () => {
    const calls = "const t = useTranslations(\"a\"); t(isOpen ? 'x' : kind); ";
    const names = "const KINDS = { one: 1, two: 2 };";
    expect(usesOf(calls, names).unused(["a.one", "a.two", "a.three"])).toEqual(["a.three"]);
    const given = 'const t = useTranslations("a"); words(t);';
    expect(usesOf(given, names).unused(["a.one", "a.three"])).toEqual(["a.three"]);
    const closed = 'const t = useTranslations("a"); t("one");';
    expect(usesOf(closed, names).unused(["a.one", "a.two"])).toEqual(["a.two"]);
  });

  it("counts every key of an area that is asked for keys from outside", () => {
    const uses = usesOf(
      'const t = useTranslations("a"); const u = useTranslations("b"); t.has(`why.${x}`) ? t(`why.${x}`) : x; u("y");',
    );
    expect(uses.unused(["a.why.lost", "a.other", "b.lost"])).toEqual(["a.other", "b.lost"]);
  });

  it("keeps apart the translators of one list, and does not read comments as texts", () => {
    const uses = usesOf(
      `const [t, words, locale] = await Promise.all([
        getTranslations("a"),
        getTranslations("b"),
        getLocale(),
      ]);
      // it's "gone"
      t("one"); words("two");`,
    );
    expect(uses.missing(["a.one", "b.two"])).toEqual([]);
    expect(uses.missing(["a.one", "a.two"])).toEqual([{ file: "page.tsx", key: "b.two" }]);
    expect(uses.unused(["a.gone"])).toEqual(["a.gone"]);
  });

  it("tells what is asked for by name and does not exist", () => {
    const uses = usesOf('const say = translatorFor(locale, "a"); say("one"); say("twoo", { x });');
    expect(uses.missing(["a.one", "a.two"])).toEqual([{ file: "page.tsx", key: "a.twoo" }]);
  });
});
