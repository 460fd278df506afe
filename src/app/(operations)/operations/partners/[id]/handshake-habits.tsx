import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { ApplyHabit } from "./apply-habit";

/** What was seen of the partner while the connection was made, and what we do or could do about it. */
export async function HandshakeHabits({ partnerId }: { partnerId: string }) {
  const { operations } = await api();
  const [t, seen] = await Promise.all([
    getTranslations("operations.handshake"),
    operations.partners.handshake({ partnerId }),
  ]);
  if (seen.messages === 0) {
    return (
      <Section title={t("title")}>
        <p className="text-ink-soft">{t("none")}</p>
      </Section>
    );
  }
  const { tokenFromThem, tokenToThem, versions, missingHeaders, misjoined } = seen;
  return (
    <Section title={t("title")}>
      <Facts
        facts={[
          {
            label: t("tokenTo"),
            value: tokenToThem && (
              <Seen words={t(tokenToThem)} deed={t(seen.isTokenRetried ? "tried" : "taken")} />
            ),
          },
          { label: t("tokenFrom"), value: tokenFromThem && t(tokenFromThem) },
          { label: t("versions"), value: versions.join(", ") },
          {
            label: t("addresses"),
            value:
              seen.endsWithSlash === null ? null : (
                <Seen
                  words={t(seen.endsWithSlash ? "slash" : "noSlash")}
                  deed={
                    seen.trailingSlash === "applied" ? (
                      t("slashApplied")
                    ) : seen.trailingSlash === "offered" ? (
                      <ApplyHabit
                        partnerId={partnerId}
                        setting="trailingSlash"
                        label={t("applySlash")}
                      />
                    ) : null
                  }
                />
              ),
          },
          {
            label: t("misjoined"),
            value: misjoined.lastMessageId && (
              <Link
                href={`/operations/messages/${misjoined.lastMessageId}`}
                className="text-brand underline underline-offset-2"
              >
                {t("misjoinedUses", { count: misjoined.uses })}
              </Link>
            ),
          },
          {
            label: t("headers"),
            value: missingHeaders.length === 0 ? t("allHeaders") : missingHeaders.join(", "),
          },
          { label: t("envelope"), value: seen.hasNoEnvelope ? t("noEnvelope") : null },
        ]}
      />
    </Section>
  );
}

function Seen({ words, deed }: { words: string; deed: ReactNode }) {
  return (
    <>
      {words}
      {deed ? <span className="block text-sm text-ink-soft">{deed}</span> : null}
    </>
  );
}
