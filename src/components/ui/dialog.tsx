"use client";

import {
  cloneElement,
  lazy,
  Suspense,
  useState,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
} from "react";
import type { DialogContent, OpenState, Question } from "./dialog-popup";

// The window is fetched when somebody is about to open it: most pages only show its button.
const load = () => import("./dialog-popup");
const DialogPopup = lazy(async () => ({ default: (await load()).DialogPopup }));
const QuestionPopup = lazy(async () => ({ default: (await load()).QuestionPopup }));

interface TriggerProps {
  readonly onClick?: (event: MouseEvent) => void;
  readonly onPointerEnter?: () => void;
  readonly onFocus?: () => void;
}

/** A dialog for a form. `trigger` is the element that opens it; `children` gets a function that closes it. */
export function Dialog({
  trigger,
  ...content
}: DialogContent & { readonly trigger: ReactElement }): ReactNode {
  return <Opener trigger={trigger}>{(state) => <DialogPopup {...content} {...state} />}</Opener>;
}

/** Asks before a deed. `onConfirm` runs while the dialog waits; it closes when the deed is done. */
export function ConfirmDialog({
  trigger,
  ...question
}: Question & { readonly trigger: ReactElement }): ReactNode {
  return <Opener trigger={trigger}>{(state) => <QuestionPopup {...question} {...state} />}</Opener>;
}

function Opener({
  trigger,
  children,
}: {
  trigger: ReactElement;
  children: (state: OpenState) => ReactNode;
}) {
  const { onClick } = (trigger as ReactElement<TriggerProps>).props;
  const [isOpen, setOpen] = useState(false);
  // Once opened it stays, so that it can close in its own time and give the focus back.
  const [isWanted, setWanted] = useState(false);
  const fetchIt = () => void load();
  const button = cloneElement(trigger, {
    "aria-haspopup": "dialog",
    "aria-expanded": isOpen,
    onPointerEnter: fetchIt,
    onFocus: fetchIt,
    onClick: (event: MouseEvent) => {
      onClick?.(event);
      setWanted(true);
      setOpen(true);
    },
  } as TriggerProps);
  return (
    <>
      {button}
      {isWanted ? <Suspense>{children({ isOpen, setOpen })}</Suspense> : null}
    </>
  );
}
