import { useEffect, useEffectEvent, useState } from "react";

/** `isStale`: the last asking failed; `data` is what was last heard. */
export interface Followed<T> {
  readonly data: T;
  readonly isStale: boolean;
}

/**
 * What `read` answers, asked anew `everyMs` after the answer before, for as long as somebody looks at the page; at once
 * when he comes back to it. Until the first answer, and whenever the page itself is shown anew, `initial`.
 */
export function useFollowed<T>(initial: T, read: () => Promise<T>, everyMs: number): Followed<T> {
  const [heard, setHeard] = useState({ initial, data: initial, isStale: false });
  const ask = useEffectEvent(read);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const follow = async () => {
      const answer = await ask().then(
        (data) => ({ data }),
        () => undefined,
      );
      if (isOver) return;
      setHeard((last) => ({ ...last, ...answer, isStale: answer === undefined }));
      plan();
    };
    const plan = () => {
      clearTimeout(timer);
      if (!document.hidden) timer = setTimeout(() => void follow(), everyMs);
    };
    const come = () => {
      clearTimeout(timer);
      if (!document.hidden) void follow();
    };
    plan();
    document.addEventListener("visibilitychange", come);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", come);
    };
  }, [everyMs]);
  if (heard.initial === initial) return heard;
  const anew = { initial, data: initial, isStale: false };
  setHeard(anew);
  return anew;
}
