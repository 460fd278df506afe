import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TermsPage } from "@/app/(auth)/terms-page";
import type { WithSearch } from "@/app/page-props";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("terms"))("terms") };
}

export default async function TermsOfUsePage({ searchParams }: WithSearch) {
  return <TermsPage kind="terms" search={await searchParams} />;
}
