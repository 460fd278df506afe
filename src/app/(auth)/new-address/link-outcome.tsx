import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";

/** What came of a link in a mail, and the way on. */
export function LinkOutcome({ title, text }: { title: string; text: string }) {
  const t = useTranslations("profile.newAddress");
  return (
    <div className="flex max-w-lg flex-col items-start gap-5">
      <h1 className="text-3xl font-semibold">{title}</h1>
      <p className="text-lg text-ink-soft">{text}</p>
      <LinkButton href="/" variant="secondary">
        {t("toSignIn")}
      </LinkButton>
    </div>
  );
}
