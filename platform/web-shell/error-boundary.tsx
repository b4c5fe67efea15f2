import { Component, type ReactNode } from 'react';
import { Button } from './kit/button.tsx';
import { Empty } from './kit/empty.tsx';
import { useText, words } from './text.ts';

const say = words({
  title: { zh: '这一页出错了', en: 'This page broke' },
  next: {
    zh: '这是程序的缺陷，别的页面不受影响。重新打开这一页；如果又出现，把下面这句话报告给维护者：',
    en: 'This is a defect of the program; other pages are not touched. Open the page again, and if it comes back report this line:',
  },
  again: { zh: '重新打开', en: 'Open again' },
});

const Broken = ({ error, onAgain }: { readonly error: Error; readonly onAgain: () => void }) => {
  const t = useText();
  return (
    <div className="page" role="alert">
      <Empty
        icon="alarm"
        title={t(say.title)}
        action={
          <Button icon="refresh" onClick={onAgain}>
            {t(say.again)}
          </Button>
        }
      >
        {t(say.next)} <code>{error.message}</code>
      </Empty>
    </div>
  );
};

/** Keeps a defect inside the page or bar in which it happened. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode; readonly quiet?: boolean },
  { error: Error | null }
> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    if (this.props.quiet) return null;
    return <Broken error={this.state.error} onAgain={() => this.setState({ error: null })} />;
  }
}
