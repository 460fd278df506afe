"use client";

import {
  cloneElement,
  lazy,
  Suspense,
  useState,
  type ComponentType,
  type ReactElement,
  type ReactNode,
} from "react";

/** What a menu that is loaded on demand gets: the button that opens it. It opens at once. */
export interface DemandedMenu {
  readonly trigger: ReactElement;
}

interface TriggerProps {
  readonly onClick?: () => void;
  readonly onPointerEnter?: () => void;
  readonly onFocus?: () => void;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
  readonly "aria-busy"?: boolean;
}

/**
 * A menu whose program is fetched when somebody is about to open it: a page that only shows its button does not pay
 * for it. Call it once, outside of components.
 */
export function menuOnDemand<P extends object>(
  load: () => Promise<{ readonly default: ComponentType<P & DemandedMenu> }>,
) {
  const Loaded = lazy(load);
  return function MenuOnDemand({
    trigger,
    ...props
  }: P & { readonly trigger: ReactElement<TriggerProps> }): ReactNode {
    const [isWanted, setWanted] = useState(false);
    const fetchIt = () => void load();
    const button = cloneElement(trigger, {
      "aria-haspopup": "menu",
      "aria-expanded": false,
      "aria-busy": isWanted || undefined,
      onPointerEnter: fetchIt,
      onFocus: fetchIt,
      onClick: () => setWanted(true),
    } as TriggerProps);
    if (!isWanted) return button;
    const rest = props as unknown as P;
    return (
      <Suspense fallback={button}>
        <Loaded {...rest} trigger={trigger} />
      </Suspense>
    );
  };
}
