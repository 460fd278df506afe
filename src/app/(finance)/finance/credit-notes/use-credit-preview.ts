import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "@/trpc/client";

const PAUSE_MS = 300;

type Options = ReturnType<typeof useTRPC>["finance"]["creditNotes"]["preview"]["queryOptions"];
type Order = Exclude<Parameters<Options>[0], typeof skipToken>;

/** What a credit note would do, asked of the server once the fields rest. `order` keeps its identity while it is the same. */
export function useCreditPreview(order: Order | null) {
  const trpc = useTRPC();
  const wanted = useRested(order);
  return useQuery({
    ...trpc.finance.creditNotes.preview.queryOptions(wanted ?? skipToken),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
}

/** The preview as its readers get it. */
export type CreditPreviewQuery = ReturnType<typeof useCreditPreview>;

function useRested(order: Order | null): Order | null {
  const [rested, setRested] = useState(order);
  useEffect(() => {
    const timer = setTimeout(() => setRested(order), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [order]);
  return rested;
}
