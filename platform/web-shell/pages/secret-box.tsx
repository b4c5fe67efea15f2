import { Button, toast } from '../kit/index.ts';
import { useText, words } from '../text.ts';

const say = words({
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
});

/** Something that is shown once: it can be selected and copied. */
export const SecretBox = ({ text, note }: { readonly text: string; readonly note: string }) => {
  const t = useText();
  const copy = () => void navigator.clipboard?.writeText(text).then(() => toast(t(say.copied)));
  return (
    <div className="stack">
      <p>{note}</p>
      <div className="secret">
        <code>{text}</code>
        <Button onClick={copy}>{t(say.copy)}</Button>
      </div>
    </div>
  );
};
