"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";

/** Gives a token another name. */
export function RenameToken({ tokenId, name }: { tokenId: string; name: string | null }) {
  const t = useTranslations("cards.token");
  const trigger = (
    <Button variant="secondary" size="sm">
      {t("rename")}
    </Button>
  );
  return (
    <Dialog trigger={trigger} title={t("renameTitle")} description={t("renameText")}>
      {(close) => <RenameForm tokenId={tokenId} name={name} onDone={close} />}
    </Dialog>
  );
}

function RenameForm({
  tokenId,
  name,
  onDone,
}: {
  tokenId: string;
  name: string | null;
  onDone: () => void;
}) {
  const t = useTranslations("cards.token");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.driver.tokens.rename.mutationOptions());
  const [text, setText] = useState(name ?? "");
  const save = async () => {
    try {
      await mutateAsync({ tokenId, name: text });
      toast.success(t("renamed"));
      router.refresh();
      onDone();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field name="name" label={t("name")}>
        <Input
          value={text}
          maxLength={40}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <FormButtons send={t("save")} isPending={isPending} onCancel={onDone} />
    </form>
  );
}
