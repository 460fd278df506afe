import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TermsPage } from "@/app/(auth)/terms-page";
import type { WithSearch } from "@/app/page-props";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("terms"))("privacy") };
}

export default async function PrivacyPolicyPage({ searchParams }: WithSearch) {
  return <TermsPage kind="privacy" search={await searchParams} />;
}
