import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { isDemoSignInOn, listDemoPeople } from "@/auth/demo-sign-in";
import { Slip } from "@/components/ui/slip";

/** A button for each person of the demo. Nothing where the demo sign-in is off. */
export async function DemoPeople() {
  if (!isDemoSignInOn()) return null;
  const [t, people] = await Promise.all([getTranslations("signIn"), listDemoPeople()]);
  return (
    <Slip className="self-start">
      <h2 className="font-semibold">{t("demoTitle")}</h2>
      <p className="mt-1 text-sm text-ink-soft">{t("demoText")}</p>
      <ul className="mt-4 border-t">
        {people.map(({ email, name, roles }) => (
          <li key={email} className="border-b">
            <form method="post" action="/demo/sign-in">
              <input type="hidden" name="email" value={email} />
              <button
                type="submit"
                className="group flex w-full items-center justify-between gap-3 py-3 text-left -outline-offset-2 hover:bg-sunken"
              >
                <span className="min-w-0">
                  <span className="block font-medium">{name}</span>
                  <span className="block truncate text-sm text-ink-soft">
                    {roles.map((role) => t(`roles.${role}`)).join(", ")}
                  </span>
                </span>
                <ArrowRight
                  aria-hidden
                  className="size-4 shrink-0 text-ink-faint group-hover:text-ink"
                />
              </button>
            </form>
          </li>
        ))}
      </ul>
      <Link href="/demo/mail" className="mt-4 inline-block text-sm text-brand underline">
        {t("demoMail")}
      </Link>
    </Slip>
  );
}
