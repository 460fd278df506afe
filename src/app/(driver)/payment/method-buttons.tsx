"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** What the owner of a saved way to pay may do with it; removing says first what follows. */
export function MethodButtons({
  methodId,
  isDefault,
  name,
  isOnly,
}: {
  methodId: string;
  isDefault: boolean;
  name: string;
  isOnly: boolean;
}) {
  const words = useTranslations("payments.methods");
  const router = useRouter();
  const trpc = useTRPC();
  const after = (text: string) => ({
    onSuccess: () => {
      toast.success(text);
      router.refresh();
    },
    onError: () => toast.error(words("failed")),
  });
  const choose = useMutation(
    trpc.driver.payment.makeDefault.mutationOptions(after(words("madeDefault"))),
  );
  const remove = useMutation(trpc.driver.payment.remove.mutationOptions(after(words("removed"))));
  return (
    <div className="flex flex-wrap gap-2">
      {isDefault ? null : (
        <Button
          size="sm"
          variant="secondary"
          isPending={choose.isPending}
          onClick={() => choose.mutate({ methodId })}
        >
          {words("makeDefault")}
        </Button>
      )}
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="quiet" aria-label={`${words("remove")}: ${name}`}>
            {words("remove")}
          </Button>
        }
        title={words("removeTitle", { name })}
        description={words(isOnly ? "removeLast" : "removeOther")}
        confirmLabel={words("remove")}
        isDanger
        onConfirm={() => remove.mutateAsync({ methodId }).catch(() => undefined)}
      />
    </div>
  );
}
