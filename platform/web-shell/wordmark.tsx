/** The sign: a bolt of watts that ends in a square bit. */
export const Mark = ({ size = 26 }: { readonly size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <path
      d="M17 2 5 18h8l-2 12 6-8"
      fill="none"
      stroke="var(--sun)"
      strokeWidth="3.2"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
    <rect x="18.5" y="11" width="9" height="9" rx="2.2" fill="var(--compute)" />
  </svg>
);

export const Wordmark = () => (
  <span className="wordmark">
    <Mark />
    <span>
      watt<span className="soft">bit</span>
    </span>
  </span>
);
