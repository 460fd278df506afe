/** Shorter than any token that is given out: hiding it would only spoil the text. */
const SHORTEST = 8;

/**
 * Takes tokens out of what is kept of a message, in every form in which they may stand there: some partners repeat
 * a token in their errors, or write it into addresses.
 */
export function hideTokens(text: string, tokens: readonly string[]): string {
  return tokens
    .flatMap(formsOf)
    .reduce((hidden, form) => hidden.replaceAll(form, "[hidden]"), text);
}

function formsOf(token: string): readonly string[] {
  const base64 = Buffer.from(token, "utf8").toString("base64");
  const forms = [token, base64, encodeURIComponent(token), encodeURIComponent(base64)];
  return forms.filter((form) => form.length >= SHORTEST);
}
