import { createTranslator } from "use-intl/core";

import type { Locale } from "./locale";
import deDocuments from "./messages/de/documents.json";
import deMail from "./messages/de/mail.json";
import dePlans from "./messages/de/plans.json";
import dePrice from "./messages/de/price.json";
import dePrivacy from "./messages/de/privacy.json";
import deReceipts from "./messages/de/receipts.json";
import deSubscription from "./messages/de/subscription.json";
import deTariffs from "./messages/de/tariffs.json";
import enDocuments from "./messages/en/documents.json";
import enMail from "./messages/en/mail.json";
import enPlans from "./messages/en/plans.json";
import enPrice from "./messages/en/price.json";
import enPrivacy from "./messages/en/privacy.json";
import enReceipts from "./messages/en/receipts.json";
import enSubscription from "./messages/en/subscription.json";
import enTariffs from "./messages/en/tariffs.json";
import svDocuments from "./messages/sv/documents.json";
import svMail from "./messages/sv/mail.json";
import svPlans from "./messages/sv/plans.json";
import svPrice from "./messages/sv/price.json";
import svPrivacy from "./messages/sv/privacy.json";
import svReceipts from "./messages/sv/receipts.json";
import svSubscription from "./messages/sv/subscription.json";
import svTariffs from "./messages/sv/tariffs.json";

const messages = {
  sv: {
    documents: svDocuments,
    mail: svMail,
    plans: svPlans,
    price: svPrice,
    privacy: svPrivacy,
    receipts: svReceipts,
    subscription: svSubscription,
    tariffs: svTariffs,
  },
  en: {
    documents: enDocuments,
    mail: enMail,
    plans: enPlans,
    price: enPrice,
    privacy: enPrivacy,
    receipts: enReceipts,
    subscription: enSubscription,
    tariffs: enTariffs,
  },
  de: {
    documents: deDocuments,
    mail: deMail,
    plans: dePlans,
    price: dePrice,
    privacy: dePrivacy,
    receipts: deReceipts,
    subscription: deSubscription,
    tariffs: deTariffs,
  },
};

/** Says a message of an area in a language, outside React: `say("subject", { number })`. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** The texts of documents or mails in a language. Throws on a missing key: a text must never go out as its key. */
export function translatorFor(locale: Locale, area: keyof (typeof messages)["sv"]): Say {
  const translate = createTranslator({
    locale,
    messages: messages[locale][area],
    onError: (error) => {
      throw error;
    },
  });
  return (key, values) => translate(key as never, values as never);
}
