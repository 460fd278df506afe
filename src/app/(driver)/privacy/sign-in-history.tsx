import { useTranslations } from "next-intl";
import { useBrowserName } from "@/app/(driver)/use-browser-name";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type SignIn = RouterOutputs["driver"]["privacy"]["signIns"][number];

/** A way to sign in at somebody else's, as its button calls it. */
interface Provider {
  readonly id: string;
  readonly name: string;
}

const SHOWN_AT_ONCE = 6;

/** When, how and from where the reader signed in or tried to; older ones on demand, without a script. */
export function SignInHistory({
  signIns,
  providers,
  timeZone,
}: {
  signIns: readonly SignIn[];
  providers: readonly Provider[];
  timeZone: string;
}) {
  const t = useTranslations("privacy.signIns");
  const [newest, older] = [signIns.slice(0, SHOWN_AT_ONCE), signIns.slice(SHOWN_AT_ONCE)];
  const list = (entries: readonly SignIn[]) => (
    <ul className="border-t">
      {entries.map((signIn) => (
        <SignInEntry key={signIn.id} signIn={signIn} providers={providers} timeZone={timeZone} />
      ))}
    </ul>
  );
  return (
    <Section title={t("title")}>
      <p className="max-w-prose text-ink-soft">{t("text")}</p>
      {signIns.length === 0 ? <p className="border-y py-3">{t("none")}</p> : list(newest)}
      {older.length === 0 ? null : (
        <details>
          <summary className="cursor-pointer py-2 text-brand underline underline-offset-4">
            {t("older", { count: older.length })}
          </summary>
          {list(older)}
        </details>
      )}
    </Section>
  );
}

function SignInEntry({
  signIn: { at, what, method, address, userAgent },
  providers,
  timeZone,
}: {
  signIn: SignIn;
  providers: readonly Provider[];
  timeZone: string;
}) {
  const t = useTranslations("privacy.signIns");
  const nameOf = useBrowserName();
  const how =
    method === "email" || method === "demo"
      ? t(`method.${method}`)
      : (providers.find(({ id }) => id === method)?.name ?? method);
  const from = [...(userAgent ? [nameOf(userAgent)] : []), ...(address ? [address] : [])];
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 border-b py-2.5">
      <span className="min-w-0">
        {t(`what.${what}`)}
        <span className="text-ink-soft"> · {how}</span>
        {from.length === 0 ? null : (
          <span className="block text-sm wrap-anywhere text-ink-soft">{from.join(" · ")}</span>
        )}
      </span>
      <Moment at={at} timeZone={timeZone} className="text-sm text-ink-soft" />
    </li>
  );
}
