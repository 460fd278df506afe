import { useTranslations } from "next-intl";
import { Button, LinkButton } from "@/components/ui/button";

/** On, or back to the step before. */
export function StepButtons({
  back,
  isPending,
  next,
}: {
  back?: string;
  isPending: boolean;
  next?: string;
}) {
  const t = useTranslations("welcome");
  return (
    <div className="flex flex-wrap gap-3 pt-2">
      <Button type="submit" isPending={isPending}>
        {next ?? t("next")}
      </Button>
      {back ? (
        <LinkButton href={back} variant="quiet">
          {t("back")}
        </LinkButton>
      ) : null}
    </div>
  );
}
