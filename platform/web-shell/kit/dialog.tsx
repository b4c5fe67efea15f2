import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText, words } from '../text.ts';
import { Button, IconButton } from './button.tsx';

const say = words({
  close: { zh: '关闭', en: 'Close' },
  cancel: { zh: '暂不', en: 'Not now' },
});

interface SheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
}

const Sheet = ({
  shape,
  open,
  onClose,
  title,
  children,
  footer,
}: SheetProps & { readonly shape: string }) => {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const t = useText();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      dialog
        .querySelector<HTMLElement>('.sheet-body :is(input, select, textarea):not([type=radio])')
        ?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  if (!open) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the native dialog already closes on Escape; this adds the backdrop
    <dialog
      ref={element}
      className={shape}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === element.current && onClose()}
    >
      <div className="sheet">
        <header className="sheet-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label={t(say.close)} onClick={onClose} />
        </header>
        <div className="sheet-body">{children}</div>
        {footer ? <footer className="sheet-foot">{footer}</footer> : null}
      </div>
    </dialog>
  );
};

/** A window in the middle, for a decision or a short form. */
export const Dialog = (props: SheetProps) => <Sheet shape="dialog" {...props} />;
/** A sheet from the right, for details of what was clicked; the page stays where it was. */
export const Drawer = (props: SheetProps) => <Sheet shape="drawer" {...props} />;

/** Second step of an action that changes the world: the button names the effect. */
export const Confirm = ({
  open,
  title,
  effect,
  action,
  danger = true,
  busy = false,
  onConfirm,
  onClose,
}: {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, in MW and jobs. */
  readonly effect: ReactNode;
  readonly action: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) => {
  const t = useText();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{t(say.cancel)}</Button>
          <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {effect}
    </Dialog>
  );
};
