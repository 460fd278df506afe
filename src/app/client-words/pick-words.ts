/** Words by their keys, as a language has them. */
export interface Words {
  [key: string]: string | Words;
}

/** Of all words those below the given paths ("driver.home"). Throws for a path that is not there. */
export function pickWords(all: object, paths: readonly string[]): Words {
  const picked: Words = {};
  for (const path of paths) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    let from = all as Words;
    let to = picked;
    for (const key of keys) {
      from = below(from, key, path);
      const copy: Words = { ...(to[key] as Words | undefined) };
      to[key] = copy;
      to = copy;
    }
    to[last] = below(from, last, path);
  }
  return picked;
}

function below(words: Words, key: string, path: string): Words {
  const found = words[key];
  if (typeof found !== "object") throw new Error(`There are no words ${path}.`);
  return found;
}
