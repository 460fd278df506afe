"use client";

import { Failure } from "@/components/failure";

export default function ErrorPage({ retry }: { retry: () => void }) {
  return <Failure retry={retry} />;
}
