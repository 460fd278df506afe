import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { newcomerApi } from "@/trpc/server";

/** Where a newcomer comes back to: on with the first question that has no answer. */
export default async function WelcomePage() {
  const [asked, locale] = await Promise.all([newcomerApi(), getLocale()]);
  const { next } = await asked.welcome.read({ locale });
  redirect(`/welcome/${next ?? "plan"}`);
}
