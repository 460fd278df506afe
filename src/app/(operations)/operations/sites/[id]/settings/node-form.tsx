"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { LimitFields } from "@/app/(operations)/operations/sites/limit-fields";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { nodeForm, type NodeForm as Form } from "@/trpc/inputs/site";
import { valuesOfNode } from "./node-values";
import { PointFields } from "./point-fields";
import { parentsFor, type SiteNode, type SiteSheet } from "./site-sheet";
import { WindowFields } from "./window-fields";

/** The form of one part of a site. */
export function NodeForm({
  sheet,
  kind,
  node,
  onDone,
}: {
  sheet: SiteSheet;
  kind: SiteNode["kind"];
  node: SiteNode | null;
  onDone: () => void;
}) {
  const t = useTranslations("sites.tree");
  const fields = useTranslations("sites.form");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.putNode.mutationOptions());
  const { site } = sheet;
  const parents = parentsFor(site.nodes, node);
  const form = useForm<Form>({
    resolver: zodResolver(nodeForm),
    defaultValues: valuesOfNode(node, site),
  });
  const { errors, isSubmitting } = form.formState;
  const parentId = useWatch({ control: form.control, name: "parentId" });
  const submit = form.handleSubmit(async (values) => {
    try {
      await mutateAsync({ siteId: site.id, nodeId: node?.id ?? null, kind, node: values });
      router.refresh();
      onDone();
    } catch (error) {
      refuse(error);
    }
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <Field name="name" label={fields("name")} error={errors.name && fields("nameInvalid")}>
          <Input {...form.register("name")} autoComplete="off" maxLength={100} />
        </Field>
        {kind === "grid" ? null : (
          <Select
            label={t("parent")}
            items={parents.map(({ id, name }) => ({ value: id, label: name }))}
            value={parentId}
            onChange={(next) => form.setValue("parentId", next)}
          />
        )}
        {kind === "evse" ? <PointFields /> : null}
        <LimitFields
          amps={form.register("limitA")}
          kilowatts={form.register("limitKw")}
          error={errors.limitA || errors.limitKw ? fields("limitInvalid") : undefined}
        />
        <WindowFields />
        <FormButtons send={fields("save")} isPending={isSubmitting} onCancel={onDone} />
      </form>
    </FormProvider>
  );
}
