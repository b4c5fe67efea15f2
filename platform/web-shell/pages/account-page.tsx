import { Button, Card, Choice, Page } from '../kit/index.ts';
import { setPreferences, type ThemeChoice, usePreferences } from '../preferences.ts';
import { roleWords } from '../role-words.ts';
import { useMay, useSession } from '../session.tsx';
import { useText, words } from '../text.ts';
import './audit.css';
import { PasswordCard } from './password-card.tsx';
import { TokensCard } from './tokens-card.tsx';

const say = words({
  title: { zh: '账号', en: 'Account' },
  answer: { zh: '已登录为 {name}，权限是{role}。', en: 'Signed in as {name}, {role}.' },
  screen: { zh: '显示', en: 'Display' },
  language: { zh: '语言', en: 'Language' },
  theme: { zh: '外观', en: 'Theme' },
  dark: { zh: '深色', en: 'Dark' },
  light: { zh: '浅色', en: 'Light' },
  system: { zh: '随系统', en: 'As the system' },
  kept: { zh: '只保存在这台设备上。', en: 'Kept on this device only.' },
  signOut: { zh: '退出登录', en: 'Sign out' },
});

const DisplayCard = () => {
  const t = useText();
  const { language, theme } = usePreferences();
  const themes: readonly ThemeChoice[] = ['system', 'dark', 'light'];
  return (
    <Card title={t(say.screen)} span={6}>
      <div className="settings">
        <div>
          <span>{t(say.language)}</span>
          <Choice
            label={t(say.language)}
            value={language}
            onChange={(next) => setPreferences({ language: next })}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div>
          <span>{t(say.theme)}</span>
          <Choice
            label={t(say.theme)}
            value={theme}
            onChange={(next) => setPreferences({ theme: next })}
            options={themes.map((value) => ({ value, label: t(say[value]) }))}
          />
        </div>
        <p className="faint">{t(say.kept)}</p>
      </div>
    </Card>
  );
};

/** The own account: display, password, and tokens for programs. */
export default function AccountPage() {
  const t = useText();
  const operator = useMay('operator');
  const { session, signOut } = useSession();
  return (
    <Page
      title={t(say.title)}
      answer={t(say.answer, { name: session.name, role: t(roleWords[session.role]) })}
      actions={
        <Button icon="signOut" onClick={() => void signOut()}>
          {t(say.signOut)}
        </Button>
      }
    >
      <DisplayCard />
      <PasswordCard />
      {operator ? <TokensCard /> : null}
    </Page>
  );
}
