"use server";

import { redirect } from "next/navigation";
import { topicNames } from "@/core/notices/topics";
import { api } from "@/trpc/server";

/** Keeps the boxes of the form: a box that is not ticked is not sent. Works without a script. */
export async function saveChoices(form: FormData): Promise<void> {
  const shown = new Set(form.getAll("shown"));
  const choices = topicNames
    .filter((topic) => shown.has(topic))
    .map((topic) => ({
      topic,
      byMail: form.has(`mail.${topic}`),
      byPush: form.has(`push.${topic}`),
    }));
  await (await api()).driver.notifications.choose({ choices });
  redirect("/notifications?saved=1");
}
