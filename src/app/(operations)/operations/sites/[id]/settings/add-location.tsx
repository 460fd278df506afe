"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";
import { parentsFor, type Site } from "./site-sheet";

type Location = RouterOutputs["operations"]["sites"]["locations"][number];

/** Adds all EVSEs of a location that the site does not have yet. */
export function AddLocation({ site, locations }: { site: Site; locations: readonly Location[] }) {
  const t = useTranslations("sites.tree");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("addLocation")}
        </Button>
      }
      title={t("addLocation")}
      description={t("addLocationText")}
    >
      {(close) => <AddLocationForm site={site} locations={locations} onDone={close} />}
    </Dialog>
  );
}

function AddLocationForm({
  site,
  locations,
  onDone,
}: {
  site: Site;
  locations: readonly Location[];
  onDone: () => void;
}) {
  const t = useTranslations("sites.tree");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(
    trpc.operations.sites.addLocation.mutationOptions(),
  );
  const parents = parentsFor(site.nodes, null);
  const [locationId, setLocation] = useState<string>(locations[0]?.id ?? "");
  const [parentId, setParent] = useState<string>(parents[0]?.id ?? "");
  const add = async () => {
    try {
      const count = await mutateAsync({ siteId: site.id, locationId, parentId });
      toast.success(t("added", { count }));
      router.refresh();
      onDone();
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <div className="flex flex-col gap-5">
      <Select
        label={t("locationChoice")}
        items={locations.map(({ id, name, evses, taken }) => ({
          value: id,
          label: t("locationItem", { name, count: evses - taken }),
        }))}
        value={locationId}
        onChange={setLocation}
      />
      <Select
        label={t("parent")}
        items={parents.map(({ id, name }) => ({ value: id, label: name }))}
        value={parentId}
        onChange={setParent}
      />
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button isPending={isPending} onClick={() => void add()}>
          {t("addConfirm")}
        </Button>
      </div>
    </div>
  );
}
