import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'react-router';
import { Icon, type IconName } from './icon.tsx';

interface Look {
  readonly kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: IconName;
  readonly small?: boolean;
}
const classOf = ({ kind = 'plain', small = false }: Look) =>
  `button button-${kind}${small ? ' button-small' : ''}`;

export interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows that its work is under way and takes no second press. */
  readonly busy?: boolean;
  readonly children?: ReactNode;
}

export const Button = ({ kind, icon, small, busy = false, children, className, ...rest }: ButtonProps) => (
  <button
    type="button"
    {...rest}
    className={[classOf({ ...(kind && { kind }), ...(small && { small }) }), className]
      .filter(Boolean)
      .join(' ')}
    aria-busy={busy || undefined}
    disabled={busy || rest.disabled}
  >
    {busy ? <span className="spinner" aria-hidden="true" /> : icon ? <Icon name={icon} size={16} /> : null}
    {children}
  </button>
);

/** A square button with only a picture; `label` is read out and shown on hover. */
export const IconButton = ({
  icon,
  label,
  ...rest
}: { readonly icon: IconName; readonly label: string } & ButtonHTMLAttributes<HTMLButtonElement>) => (
  <button
    type="button"
    title={label}
    aria-label={label}
    {...rest}
    className={`icon-button ${rest.className ?? ''}`}
  >
    <Icon name={icon} />
  </button>
);

/** A link that looks like a button. */
export const ButtonLink = ({
  to,
  kind,
  icon,
  small,
  children,
}: Look & { readonly to: string; readonly children: ReactNode }) => (
  <Link to={to} className={classOf({ ...(kind && { kind }), ...(small && { small }) })}>
    {icon ? <Icon name={icon} size={16} /> : null}
    {children}
  </Link>
);
