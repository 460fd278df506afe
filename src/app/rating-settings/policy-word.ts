import type { Messages } from "@/i18n/messages";

type Words = Messages["ratingSettings"]["policy"];

/** Where the words of a policy's choice stand within `ratingSettings.policy`. */
type PolicyWord = {
  [F in keyof Words]: `${F}.choice.${keyof Words[F]["choice"] & string}`;
}[keyof Words];

/** The key of a choice's words; a test holds the messages to every choice. */
export function policyWord(field: string, choice: string | boolean): PolicyWord {
  return `${field}.choice.${String(choice)}` as PolicyWord;
}
