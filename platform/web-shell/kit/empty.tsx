import type { ReactNode } from 'react';
import { refusalText } from '../problem-text.ts';
import { useText, words } from '../text.ts';
import { Button } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

const say = words({
  again: { zh: '再试一次', en: 'Try again' },
  failed: { zh: '这里读不出来', en: 'This could not be read' },
});

/** Nothing here yet: what belongs here, and the step that fills it. */
export const Empty = ({
  icon = 'info',
  title,
  children,
  action,
}: {
  readonly icon?: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) => (
  <div className="empty">
    <Icon name={icon} size={28} />
    <strong>{title}</strong>
    {children ? <p>{children}</p> : null}
    {action}
  </div>
);

/** A failed reading, with the reason and the next step. */
export const Failure = ({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) => {
  const t = useText();
  return (
    <div role="alert">
      <Empty
        icon="alarm"
        title={t(say.failed)}
        action={
          onRetry ? (
            <Button icon="refresh" onClick={onRetry}>
              {t(say.again)}
            </Button>
          ) : null
        }
      >
        {refusalText(error, t)}
      </Empty>
    </div>
  );
};

/** Grey lines where words will stand, as high as they will be. */
export const Skeleton = ({ lines = 3, height }: { readonly lines?: number; readonly height?: number }) => (
  <div className="skeleton" aria-hidden="true" style={height ? { height } : undefined}>
    {height ? (
      <i style={{ height: '100%' }} />
    ) : (
      Array.from({ length: lines }, (_, line) => (
        <i key={String(line)} style={{ width: `${92 - ((line * 17) % 40)}%` }} />
      ))
    )}
  </div>
);

/** Shows a reading's skeleton, its failure, or its content. */
export const Reading = <Answer,>({
  read,
  height,
  children,
}: {
  readonly read: {
    readonly data: Answer | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly height?: number;
  readonly children: (answer: Answer) => ReactNode;
}) => {
  if (read.data !== undefined) return <>{children(read.data)}</>;
  if (read.error) return <Failure error={read.error} onRetry={() => void read.refetch()} />;
  return <Skeleton {...(height === undefined ? {} : { height })} />;
};
