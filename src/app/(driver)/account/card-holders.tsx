import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { Member } from "./account-view";
import { CardHolder } from "./card-holder";

type Held = Member["tokens"][number];

/** Which card is whose. An app's token stays with who uses the app. */
export function CardHolders({
  members,
  unassigned,
}: {
  members: readonly Member[];
  unassigned: readonly Held[];
}) {
  const t = useTranslations("account.cards");
  const cards = [
    ...unassigned.map((token) => ({ token, memberId: "" })),
    ...members.flatMap(({ id, tokens }) =>
      tokens.map((token) => ({ token, memberId: id as string })),
    ),
  ].filter(({ token }) => token.type !== "APP_USER");
  // Where nobody else is, there is nobody to hand a card to.
  if (members.length === 0) return null;
  const people = members
    .filter(({ role }) => role !== "bookkeeper")
    .map(({ id, name }) => ({ id, name }));
  return (
    <Section title={t("title")}>
      <p className="max-w-prose text-ink-soft">{t("text")}</p>
      {cards.length === 0 ? <p>{t("empty")}</p> : null}
      <ul className="border-t border-ink">
        {cards.map(({ token, memberId }) => (
          <CardHolder
            key={token.id}
            card={{ id: token.id, name: token.name }}
            memberId={memberId}
            people={people}
          />
        ))}
      </ul>
    </Section>
  );
}
